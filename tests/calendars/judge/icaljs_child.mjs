// Read calendars with ical.js; standard input: a JSON list of calendars, output: entries of each.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const pad = (number, width = 2) => String(number).padStart(width, "0");

function say(time) {
  if (!time) return "";
  if (time.isDate) return `${pad(time.year, 4)}-${pad(time.month)}-${pad(time.day)}`;
  return new Date(time.toUnixTime() * 1000).toISOString().replace(".000Z", "Z");
}

function readAlarm(alarm) {
  const words = alarm.getFirstPropertyValue("description") ?? "";
  return [words, alarm.getFirstPropertyValue("trigger").toSeconds()];
}

function readEntry(entry) {
  const value = (name) => entry.getFirstPropertyValue(name);
  const organizer = entry.getFirstProperty("organizer");
  return {
    kind: entry.name.toUpperCase(),
    uid: value("uid"),
    summary: value("summary") ?? "",
    description: value("description") ?? "",
    location: value("location") ?? "",
    categories: entry.getFirstProperty("categories")?.getValues() ?? [],
    starts: say(value("dtstart")),
    ends: say(value(entry.name === "vevent" ? "dtend" : "due")),
    stamp: say(value("dtstamp")),
    modified: say(value("last-modified")),
    sequence: value("sequence"),
    status: value("status"),
    transp: value("transp") ?? "",
    completed: say(value("completed")),
    organizer: organizer.getFirstValue().replace("mailto:", ""),
    organizer_name: organizer.getFirstParameter("cn") ?? "",
    alarms: entry.getAllSubcomponents("valarm").map(readAlarm),
  };
}

function readCalendar(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return ["vevent", "vtodo"].flatMap((kind) => calendar.getAllSubcomponents(kind).map(readEntry));
}

const calendars = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(calendars.map(readCalendar)));
