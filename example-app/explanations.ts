// What each error code of express-partner-sso means to the person in front of the screen.
import type { PartnerSsoError } from 'express-partner-sso';

export interface Explanation {
  readonly title: string;
  readonly advice: string;
}

/** What the portal calls its partners. */
const partnerNames: Readonly<Record<string, string>> = {
  chargebackstop: 'Chargebackstop',
  devhub: 'Site Builder',
  cheetah: 'Rewards',
  paynearme: 'PayNearMe',
};

const ASK_SUPPORT = 'If it happens again, send support the reference below.';
const NOT_YOU = 'Your account is fine, and nothing was lost.';

/** `{partner}` stands for the partner's name. */
const EXPLANATIONS: Readonly<Record<PartnerSsoError['code'], Explanation>> = {
  config_invalid: {
    title: '{partner} is not set up yet',
    advice: 'An administrator has to finish the settings for this partner.',
  },
  user_missing: { title: 'Please sign in first', advice: 'Your session has ended. Sign in and open {partner} again.' },
  user_incomplete: {
    title: 'Your profile is missing something that {partner} needs',
    advice: 'Complete your name and e-mail address in your profile, then open {partner} again.',
  },
  email_unverified: {
    title: 'Please confirm your e-mail address',
    advice:
      '{partner} knows you by your e-mail, so it has to be confirmed once. Use the link in the e-mail we sent you.',
  },
  not_allowed: {
    title: 'You do not have access to {partner}',
    advice: 'The owner of your account can give it to you.',
  },
  request_invalid: {
    title: 'That link to {partner} is not right',
    advice: 'Part of it is missing or given twice. Open {partner} from the portal instead.',
  },
  prefetch_refused: {
    title: '{partner} was not opened',
    advice: 'Your browser tried to load it ahead of time. Open it from the portal with a click.',
  },
  cross_site_refused: {
    title: '{partner} was not opened',
    advice: 'Another site tried to open it for you. Open it from the portal with a click.',
  },
  session_missing: { title: 'Something went wrong on our side', advice: `Please sign in again. ${ASK_SUPPORT}` },
  vendor_rejected: {
    title: '{partner} did not accept the sign-in',
    advice: `You may not have an account there yet; ask the owner of your account to add you. ${ASK_SUPPORT}`,
  },
  vendor_unreachable: { title: '{partner} cannot be reached', advice: `${NOT_YOU} Please try again in a few minutes.` },
  vendor_failed: {
    title: '{partner} has a problem at the moment',
    advice: `${NOT_YOU} Please try again in a few minutes.`,
  },
  vendor_invalid_response: {
    title: '{partner} gave an answer that we do not understand',
    advice: `${NOT_YOU} ${ASK_SUPPORT}`,
  },
  vendor_untrusted_url: {
    title: 'We stopped before leaving for {partner}',
    advice: `The address that we were given does not belong to {partner}, so we did not send you there. ${ASK_SUPPORT}`,
  },
  vendor_timeout: {
    title: '{partner} took too long to answer',
    advice: `${NOT_YOU} Please try again in a moment.`,
  },
  vendor_unavailable: {
    title: '{partner} is taking a short break',
    advice: `${NOT_YOU} Please try again in a minute.`,
  },
};

/** Match by `code`: messages are for developers and may change. */
export function explain(error: PartnerSsoError): Explanation {
  const name = partnerNames[error.vendor] ?? error.vendor;
  const { title, advice } = EXPLANATIONS[error.code];
  return { title: title.replaceAll('{partner}', name), advice: advice.replaceAll('{partner}', name) };
}
