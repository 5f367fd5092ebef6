// Two roles for one database: the owner, which migrates, and the application, which may not change what is
// insert-only. The migrations grant to a role that cannot log in, named for the database; here the
// application's login becomes a member of it.
import pg from "pg";

const NAME = /^[a-z][a-z0-9_]{0,50}$/;

function checked(name) {
  if (!NAME.test(name)) throw new Error(`Not a name for a role or database: ${name}`);
  return name;
}

function literal(text) {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Opens a connection, runs the function with it, closes it. */
export async function withClient(url, run) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

/**
 * Makes a login role or sets its password, so that a restored folder and a new one end up alike.
 *
 * @param {pg.Client} client a superuser's connection
 * @param {{name: string, password: string, attributes?: string}} role
 */
export async function ensureLogin(client, { name, password, attributes = "" }) {
  const there = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [name]);
  const verb = there.rowCount ? "ALTER" : "CREATE";
  await client.query(`${verb} ROLE ${checked(name)} LOGIN ${attributes} PASSWORD ${literal(password)}`);
}

/** Makes the database, owned by the role, unless it is there. Only the owner and granted roles may connect. */
export async function ensureDatabase(client, { name, owner }) {
  const there = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
  if (there.rowCount) return;
  await client.query(`CREATE DATABASE ${checked(name)} OWNER ${checked(owner)}`);
  await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
}

/** Lets the login role act as the application's role of the database (after the migrations made that). */
export async function grantApplication(client, { login, database }) {
  await client.query(`GRANT ${checked(`${database}_app`)} TO ${checked(login)}`);
}
