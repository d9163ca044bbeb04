// The demo accounts. A real portal has a user table here; the rest of the app would not change.

/** A row of the portal's own user table. The default resolver of express-partner-sso understands it as it is. */
export interface PortalUser {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly firstName: string;
  readonly lastName: string;
  readonly role: 'owner' | 'support';
  /** The shops this person works for, by the ids that the portal and its site builder share. */
  readonly sites: readonly string[];
}

export const users: readonly PortalUser[] = [
  {
    id: 'usr_1001',
    username: 'jane',
    email: 'jane.doe@example.com',
    emailVerified: true,
    firstName: 'Jane',
    lastName: 'Doe',
    role: 'owner',
    sites: ['12345', '23145'],
  },
  {
    id: 'usr_1002',
    username: 'sam',
    email: 'sam.okafor@example.com',
    emailVerified: true,
    firstName: 'Sam',
    lastName: 'Okafor',
    role: 'support',
    sites: ['12345'],
  },
];

export const roleTitles: Readonly<Record<PortalUser['role'], string>> = {
  owner: 'Owner',
  support: 'Support agent',
};

export const findUserById = (id: unknown): PortalUser | undefined => users.find((user) => user.id === id);

export const findUserByName = (username: unknown): PortalUser | undefined =>
  users.find((user) => user.username === username);
