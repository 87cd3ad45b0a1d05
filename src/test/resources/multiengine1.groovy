// The tour of the MultiEngine interface in the original's words, for `stoker shell` and a cluster of four engines. Other
// clients may use the engines meanwhile.

void fails(String text, Closure call) {
    String message = null
    try {
        call()
    } catch (StokerException | IllegalArgumentException | NoSuchElementException e) {
        message = e.message
    }
    assert message?.contains(text)
}

// Who is there.
assert mec.get_ids() == [0, 1, 2, 3]
assert mec.size() == 4
fails('there is no engine 7; there are [0, 1, 2, 3]') { mec.execute('a = 1', targets: 7) }
fails('targets takes an engine') { mec.execute('a = 1', targets: 'some') }

// Execute, on all engines and on some.
%px a = 10 * (id + 1)
assert mec.pull('a') == [10, 20, 30, 40]
mec.execute('b = a * 2', targets: [2, 0])
assert mec.pull('b', targets: [2, 0]) == [60, 20]
fails("[1:pull]: MissingName: 'b' is not defined") { mec.pull('b') }
r = mec.execute("println 'engine ' + id; a + 1")
assert r*.stdout == ['engine 0\n', 'engine 1\n', 'engine 2\n', 'engine 3\n']
assert r*.display == ['11', '21', '31', '41']

// Push and pull, in each of their shapes.
mec.push([c: 'text', d: [1, 2.5, null]])
assert mec.pull(['c', 'd'], targets: 3) == [['text', [1, 2.5, null]]]
assert mec.zip_pull(['a', 'c']) == [[10, 20, 30, 40], ['text'] * 4]
mec['e'] = 7
assert mec['e'] == [7, 7, 7, 7]
fails('not a name') { mec.push(['not a name': 1]) }
fails('java.lang.Thread') { mec.push([t: new Thread()]) }
mec.push([large: new byte[3_000_000]])
assert mec.execute('large.length')*.display == ['3000000'] * 4

// Scatter and gather: blocks, flat ones, arrays, more engines than elements.
mec.scatter('x', (0..15).toList())
assert mec.pull('x')*.size() == [4, 4, 4, 4]
mec.scatter('x', (0..9).toList())
assert mec.pull('x')*.size() == [3, 3, 2, 2]
assert mec.gather('x') == (0..9).toList()
mec.scatter('x', [5, 6])
assert mec.pull('x') == [[5], [6], [], []]
mec.scatter('x', [5, 6, 7, 8], flatten: true)
assert mec.pull('x') == [5, 6, 7, 8]
mec.scatter('x', new double[] {1, 2, 3, 4, 5})
mec.execute('x = x.collect { it * id } as double[]')
assert mec.gather('x', double[]) == [0, 0, 3, 8, 15] as double[]
fails('scatter takes lists and arrays') { mec.scatter('x', 'text') }

// Functions, both ways; map and parallel.
mec.push_function([f: '{ x -> x ** 2 }'], targets: 0)
mec.push_function([f: mec.pull_function('f', targets: 0)[0]])
assert mec.execute('f(id)')*.display == ['0', '1', '4', '9']
assert mec.map('f', (0..9).toList()) == (0..9).collect { it ** 2 }
assert mec.map('{ x, y -> x + y }', [1, 2, 3], [10, 20, 30]) == [11, 22, 33]
assert mec.parallel('f').of([3, 4]) == [9, 16]
assert mec.mapper(targets: [0, 3], block: false).map('f', [3, 4, 5]).r == [9, 16, 25]
fails('map has no option') { mec.mapper(sort: true) }
fails('all sequences must have the same length') { mec.map('{ x, y -> x + y }', [1, 2], [3]) }
fails('[1:map]') { mec.map('{ x -> 1 / x }', [1, 0, 1, 1]) }

// Calls that do not wait.
slow = mec.execute('sleep(500); z = a', block: false)
behind = mec.pull('z', block: false)
assert slow.get_result(block: false) == null
assert slow.get_result(default: 'not yet') == 'not yet'
assert behind.r == [10, 20, 30, 40]
assert slow.r.size() == 4
assert slow.r.is(slow.r)
heard = new java.util.concurrent.CompletableFuture()
mec.pull('z', targets: 1, block: false).onResult { heard.complete(it) }
assert heard.get() == [20]
all = (1..20).collect { mec.push([z: it], block: false) }
mec.barrier(all)
assert mec.pull('z') == [20, 20, 20, 20]

// Numbers of executions, which go on whatever becomes of one.
first = mec.execute("'one'", targets: 2)[0].number
fails('[2:execute]: ') { mec.execute('1 / 0', targets: 2) }
assert mec.get_result(first, targets: 2)[0].display == "'one'"
last = mec.get_result(targets: 2)[0].number
assert last > first // tasks count as well
failed = (first + 1..last).collect { mec.get_result(it, targets: 2)[0].failure }.findAll()
assert failed*.text.any { it.contains('Division by zero') }
fails('[2:getResult]: MissingResult') { mec.get_result(last + 10_000, targets: 2) }

// Failures of some engines: all are waited for, and the others' results are there.
try {
    mec.execute('if (id > 1) { sleep(200); undefined }\nid')
    assert false
} catch (CompositeException e) {
    assert e.message.startsWith('one or more exceptions from call to method: execute\n[2:execute]: ')
    assert e.parts()*.engineId == [2, 3]
    assert e.results().keySet().toList() == [0, 1]
    fails('undefined') { e.raise_exception(1) }
}

// The queue, and what is cleared from it.
running = mec.execute('sleep(1500); done = true', block: false)
waiting = mec.push([never: 1], block: false)
while (!mec.queue_status().every { it.queue.contains('push([never])') && it.pending.startsWith('execute(') }) { sleep(20) }
mec.clear_queue()
fails('QueueCleared') { waiting.r }
assert running.r.size() == 4
assert mec.keys().every { !it.contains('never') && it.contains('done') }

// Properties, which tasks see at once.
mec.set_properties([colour: 'red', RAM: 64], targets: 1)
mec.set_properties([colour: 'blue'], targets: 3)
assert mec.has_properties(['colour', 'RAM']) == [[false, false], [true, true], [false, false], [true, false]]
assert mec.get_properties(['colour'], targets: [1, 3])*.colour == ['red', 'blue']
t = tc.run(client.Task('w = id', pull: 'w', depend: "colour == 'blue'"), block: true)
assert t.ns.w == 3
mec.del_properties(['RAM'], targets: 1)
fails("[1:delProperties]: MissingProperty: the engine has no property 'RAM'") { mec.del_properties(['RAM'], targets: 1) }
mec.clear_properties()
assert mec.has_properties(['colour']) == [[false]] * 4

// A file of this machine.
file = File.createTempFile('tour', '.groovy')
file.text = 'answer = 6 * 7\n'
mec.run(file)
assert mec.pull('answer', targets: 2) == [42]
file.text = 'answer = (\n'
fails('was not sent') { mec.run(file) }
file.delete()

// The same engines by the Task interface.
mec.push([base: 100])
ids = (1..20).collect { tc.run(client.Task('r = base + n', push: [n: it], pull: 'r')) }
tc.barrier(ids)
assert ids.collect { tc.get_task_result(it, block: true).ns.r } == (101..120).toList()

// What is typed goes to the engines.
mec.on(0, 1).activate()
%autopx
magical = 6
magical *= 7
println "magical on $id"
%autopx
mec.activate()
assert mec.pull('magical', targets: [0, 1]) == [42, 42]
assert mec.keys(targets: 2).every { !it.contains('magical') }
%result

// A new beginning.
before = mec.execute('id')*.number
mec.reset()
assert mec.keys().every { !it.contains('a') }
after = mec.execute('id')*.number
assert (0..3).every { after[it] < before[it] }
b = mec.benchmark(100_000)
assert b.engines == 4
println b
println 'the tour is over'
