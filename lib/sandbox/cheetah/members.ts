// The loyalty programme's members: made at the first call, looked up and updated later.
import type { AttemptUser } from '../attempts.js';
import { Refusal } from '../refusal.js';

/** A member as the member API shows it. */
export interface Member {
  readonly member_id: number;
  readonly integration_id: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly email: string;
  /** Form fields beyond the documented ones, as sent. */
  readonly extra: Readonly<Record<string, string>>;
}

/** The fields of both documented samples. */
const DOCUMENTED = ['integration_id', 'first_name', 'last_name', 'email'] as const;
const CREDENTIALS: readonly string[] = ['access_token', 'client_id', 'client_secret'];

/** Keeps the members by integration id. */
export class MemberBook {
  readonly #members = new Map<string, Member>();

  /** Makes or updates the member; `created` says which. */
  save(fields: ReadonlyMap<string, string>): { readonly member: Member; readonly created: boolean } {
    const id = fields.get('integration_id') ?? '';
    if (id.trim() === '')
      throw new Refusal('missing', "`integration_id`, the host's user id, is missing", 422, 'invalid_record');
    const email = fields.get('email') ?? '';
    if (email !== '' && !/^[^\s@]+@[^\s@]+$/.test(email)) {
      throw new Refusal('not-email', `\`email\` is not an e-mail: ${JSON.stringify(email)}`, 422, 'invalid_record');
    }
    const known = this.#members.get(id);
    const documented: readonly string[] = DOCUMENTED;
    const member: Member = {
      member_id: known?.member_id ?? 1001 + this.#members.size,
      integration_id: id,
      first_name: fields.get('first_name') ?? known?.first_name ?? '',
      last_name: fields.get('last_name') ?? known?.last_name ?? '',
      email: fields.get('email') ?? known?.email ?? '',
      extra: Object.fromEntries(
        [...fields].filter(([name]) => !documented.includes(name) && !CREDENTIALS.includes(name)),
      ),
    };
    this.#members.set(id, member);
    return { member, created: known === undefined };
  }

  /** Integration ids of other members with the same e-mail. */
  sharing({ integration_id: id, email }: Member): string[] {
    const same = [...this.#members.values()].filter((other) => other.email.toLowerCase() === email.toLowerCase());
    return email === '' ? [] : same.map((other) => other.integration_id).filter((other) => other !== id);
  }

  /** The member with this integration id. */
  find(integrationId: string): Member | undefined {
    return this.#members.get(integrationId);
  }
}

/** The documented fields that a call left out; whether the vendor insists on them is not public. */
export function fieldsLeftOut(fields: ReadonlyMap<string, string>): string[] {
  return DOCUMENTED.filter((name) => !fields.has(name));
}

/** The member's name, as far as it is known. */
function nameOf(member: Member): string {
  return [member.first_name, member.last_name].filter((part) => part !== '').join(' ');
}

/** Whom a call is about, before its caller is known. */
export function claimedBy(fields: ReadonlyMap<string, string>): AttemptUser {
  const [id, email] = [fields.get('integration_id'), fields.get('email')];
  return { ...(id === undefined ? {} : { id }), ...(email === undefined ? {} : { email }) };
}

/** Who a member is. */
export function userOf(member: Member): AttemptUser {
  const name = nameOf(member);
  return {
    id: member.integration_id,
    ...(member.email === '' ? {} : { email: member.email }),
    ...(name === '' ? {} : { name }),
  };
}

/** What an e-mail means that another member has, too. */
export const sharedNote = (id: string): string =>
  `integration id ${JSON.stringify(id)} has it, too: where Cheetah matches members by e-mail, the two users are one member. ` +
  'Ask Cheetah to match by integration id, or give each user an e-mail of their own.';
