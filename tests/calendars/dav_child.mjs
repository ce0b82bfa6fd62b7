// tsdav against a served house: all that it finds, as JSON; facts and sync tokens on standard input.
import { readFileSync } from "node:fs";
import { DAVClient, syncCollection } from "tsdav";

const { server, name, password, calendar, tokens } = JSON.parse(readFileSync(0, "utf-8"));
const client = new DAVClient({
  serverUrl: server,
  credentials: { username: name, password },
  authMethod: "Basic",
  defaultAccountType: "caldav",
});
await client.login();

const path = (url) => new URL(url, server).pathname;
const spell = (each) => [path(each.url), each.etag, each.data];
const authorization = `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`;

const calendars = await client.fetchCalendars();
const chosen = calendars.find((each) => path(each.url) === calendar);
const timeRange = { start: "2027-01-21T00:00:00Z", end: "2027-01-22T00:00:00Z" };
const all = await client.fetchCalendarObjects({ calendar: chosen });
const day = await client.fetchCalendarObjects({ calendar: chosen, timeRange });

async function ask(token) {
  const answers = await syncCollection({
    url: new URL(calendar, server).href,
    props: { "d:getetag": {} },
    syncLevel: 1,
    syncToken: token,
    headers: { authorization },
  });
  const changed = answers.filter((each) => each.href).map((each) => path(each.href));
  return { statuses: answers.map((each) => each.status), changed };
}

const syncs = [];
for (const token of tokens ?? [chosen.syncToken]) syncs.push(await ask(token));
process.stdout.write(
  JSON.stringify({
    calendars: calendars.map((each) => [path(each.url), each.components, each.ctag, each.syncToken]),
    all: all.map(spell),
    day: day.map(spell),
    syncs,
  }),
);
