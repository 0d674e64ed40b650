// pouch.js: PouchDB and its own server, doing what the agent and the platform are measured at
//
//   pouch.js serve DIRECTORY            a server; prints its URL and serves until it is ended
//   pouch.js load URL FILE              a line of the change feed becomes a document; not measured
//   pouch.js pull URL DIRECTORY         a first replication
//   pouch.js edit DIRECTORY FILE        {"id", "patch"} lines, one put each; not measured
//   pouch.js change URL FILE            the same at the server: somebody else's edits
//   pouch.js push URL DIRECTORY [BATCH] what was edited goes out; BATCH documents at a time (100)
//   pouch.js look URL FILE              of the records named: how many are in conflict
//
// Each but serve prints one JSON object. The databases are PouchDB's usual ones (LevelDB).
//
// SPDX-License-Identifier: GPL-3.0-or-later
'use strict'

const fs = require('fs')
const path = require('path')
const readline = require('readline')
// Where the packages are is told, for they are not kept beside this file.
const load = name => require(path.join(process.env.M77_PEER_MODULES, name))
const PouchDB = load('pouchdb')

const BATCH = 1000

async function * lines (file) {
  for await (const line of readline.createInterface({ input: fs.createReadStream(file) })) {
    if (line !== '') yield JSON.parse(line)
  }
}

async function inBatches (source, take) {
  let batch = []
  for await (const one of source) {
    batch.push(one)
    if (batch.length === BATCH) {
      await take(batch)
      batch = []
    }
  }
  if (batch.length > 0) await take(batch)
}

const seconds = start => Number(process.hrtime.bigint() - start) / 1e9

function serve (directory) {
  const app = load('express')()
  const Stored = PouchDB.defaults({ prefix: directory + path.sep })
  app.use('/', load('express-pouchdb')(Stored, {
    mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: path.join(directory, 'log')
  }))
  const server = app.listen(0, '127.0.0.1', () => {
    console.log(`http://127.0.0.1:${server.address().port}/records`)
  })
}

async function loadAll (url, file) {
  const there = new PouchDB(url)
  let count = 0
  await inBatches(lines(file), async batch => {
    await there.bulkDocs(batch.map(({ kind, id, doc }) => ({ _id: `${kind}/${id}`, doc })))
    count += batch.length
  })
  return { count }
}

async function pull (url, directory) {
  const here = new PouchDB(directory)
  const start = process.hrtime.bigint()
  const done = await here.replicate.from(url)
  const taken = seconds(start)
  await here.close()
  return { s: taken, count: done.docs_written, peak_mib: process.resourceUsage().maxRSS / 1024 }
}

async function edit (database, file) {
  let count = 0
  for await (const { id, patch } of lines(file)) {
    const stored = await database.get(id)
    Object.assign(stored.doc, patch)
    await database.put(stored)
    count++
  }
  return { count }
}

async function push (url, directory, batch) {
  const here = new PouchDB(directory)
  const options = batch === undefined ? {} : { batch_size: Number(batch) }
  const start = process.hrtime.bigint()
  const done = await here.replicate.to(url, options)
  return { s: seconds(start), count: done.docs_written }
}

// `mine` and `theirs` are the patches of the two; a person who opens the record sees its winner.
async function look (url, file) {
  const there = new PouchDB(url)
  const found = { records: 0, conflicts: 0, mine_seen: 0, theirs_seen: 0, both_seen: 0 }
  const has = (doc, patch) => Object.keys(patch).every(
    name => JSON.stringify(doc[name]) === JSON.stringify(patch[name]))
  for await (const { id, mine, theirs } of lines(file)) {
    const stored = await there.get(id, { conflicts: true })
    found.records++
    found.conflicts += stored._conflicts ? 1 : 0
    found.mine_seen += has(stored.doc, mine)
    found.theirs_seen += has(stored.doc, theirs)
    found.both_seen += has(stored.doc, mine) && has(stored.doc, theirs)
  }
  return found
}

const verbs = {
  load: loadAll,
  pull,
  edit: (directory, file) => edit(new PouchDB(directory), file),
  change: (url, file) => edit(new PouchDB(url), file),
  push,
  look
}

async function main ([verb, ...words]) {
  if (verb === 'serve') return serve(...words)
  console.log(JSON.stringify(await verbs[verb](...words)))
  process.exit(0)
}

main(process.argv.slice(2)).catch(error => {
  console.error(error)
  process.exit(1)
})
