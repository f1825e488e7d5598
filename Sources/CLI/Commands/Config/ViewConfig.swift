import ArgumentParser
import Core

/// `bosun config view`: the file as it is.
struct ViewConfig: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "view", abstract: "Show the file that counts.")

  @OptionGroup var options: ConfigOptions

  func run() throws {
    let session = try options.session()
    guard let file = session.configuration.file else {
      throw Diagnostic(
        .file, "Invalid or no config file was supplied",
        hint: "searched: ANSIBLE_CONFIG, ./ansible.cfg, ~/.ansible.cfg, /etc/ansible/ansible.cfg")
    }
    let text = try Files.read(file.path)
    if Pager.show(text, by: session.configuration.text(.pager) ?? "less") { return }
    session.screen.end(String(decoding: text, as: UTF8.self))
  }
}
