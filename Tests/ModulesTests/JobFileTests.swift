import Core
import Testing

@testable import Modules

/// The files of jobs, as `sh/lib/async.sh` and Ansible write them.
struct JobFileTests {
  private func file(_ text: String) -> JobFile? { JobFile(Array(text.utf8)) }

  @Test func running() {
    guard case .json(let map)? = file(#"{"started": 1, "finished": 0, "ansible_job_id": "j1.2"}"#)
    else {
      Issue.record("no JSON")
      return
    }
    #expect(map["finished"] == 0)
  }

  @Test func ended() throws {
    let text = """
      job abc 100 5
      {"cmd": ["echo"]}
      B abc 1
      j 1 rc
      0
      d 1 stdout
      one
      E abd 1 64

      .abc
      w 4 
      mind
      E abc 1 64
      102 7
      E abc 1 64 is what somebody wrote
      """
    guard case .ended(let job)? = file(text) else {
      Issue.record("not read")
      return
    }
    #expect(job.began == (100, 5))
    #expect(job.ended == (102, 7))
    #expect(job.note == ["cmd": ["echo"]])
    #expect(job.values["rc"] == 0)
    #expect(job.values["stdout"] == "one\nE abd 1 64")
    #expect(job.warnings == ["mind"])
  }

  @Test func died() {
    let text = "job abc 1 %N\nnull\nB abc 1\nE abc 1 2\n3 \nsh: no such thing\n"
    guard case .ended(let job)? = file(text) else {
      Issue.record("not read")
      return
    }
    #expect(job.values["failed"] == true)
    #expect(job.values["msg"]?.text.contains("sh: no such thing") == true)
  }

  @Test(arguments: ["", "{", "job", "job abc 1 2\nnull\nB abc 1\n", "words\nof\nothers\n"])
  func broken(_ text: String) { #expect(file(text) == nil) }
}
