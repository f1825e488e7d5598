import Core
import Crypto
import Reporters
import Vault

/// Collects the passwords of Ansible Vault, in Ansible's order and words.
struct VaultPasswords {
  /// Which ids, files and questions.
  struct Wanted {
    var ids: [String] = []
    var files: [String] = []
    var asks = false
    /// Questions are for a new password, which is typed twice.
    var isNew = false
    /// Whether a password is asked for where nothing names one.
    var asksWithoutSource = false
  }

  let configuration: Configuration
  let prompter: Prompter
  let warn: (Diagnostic) -> Void

  /// The ids that count as given first.
  var standardIds: [String] { configuration.list(.vaultIdentityList) }

  /// `vault_identity`: the label of passwords without one.
  var unlabelled: String { configuration.text(.vaultIdentity) ?? Vault.defaultLabel }

  /// - Throws: `file` for answers that do not fit, and where no source has given a password. A source
  ///   beside others that gives none is a warning.
  func read(_ wanted: Wanted) throws(Diagnostic) -> [Vault.Identity] {
    var sources = wanted.ids.map(Self.split)
    let standard = configuration.paths(.vaultPasswordFile, separator: "\n") ?? []
    sources += (wanted.files + standard).map { (unlabelled, $0) }
    if wanted.asks || wanted.asksWithoutSource && sources.isEmpty {
      sources.append((unlabelled, "prompt_ask_vault_pass"))
    }
    var identities: [Vault.Identity] = []
    var failure: Diagnostic?
    for (label, source) in sources {
      if source == "prompt" || source == "prompt_ask_vault_pass" {
        let label = label ?? unlabelled
        do throws(Diagnostic) {
          let password = try ask(label, isNew: wanted.isNew, isOldForm: source != "prompt")
          identities.append(Vault.Identity(label: label, password: password))
        } catch {
          warn(error.prefixed("Error in vault password prompt (\(label))"))
          throw error
        }
        continue
      }
      do throws(Diagnostic) {
        let password = try file(source, label: label, known: identities)
        identities.append(Vault.Identity(label: label ?? unlabelled, password: password))
      } catch {
        let path = Path.absolute(Path.expandingHome(source))
        let doing =
          Files.isFile(path) ? "in vault password file loading" : "getting vault password file"
        warn(error.prefixed("Error \(doing) (\(label ?? "None"))"))
        failure = error
      }
    }
    if identities.isEmpty, let failure { throw failure }
    return identities
  }

  /// `label@source`; all of it is the source where there is no `@`.
  private static func split(_ id: String) -> (label: String?, source: String) {
    guard let at = id.firstIndex(of: "@") else { return (nil, id) }
    return (String(id[..<at]), String(id[id.index(after: at)...]))
  }

  // MARK: Questions

  private func ask(
    _ label: String, isNew: Bool, isOldForm: Bool
  ) throws(Diagnostic) -> SecretBytes {
    let questions =
      switch (isNew, isOldForm) {
      case (true, true): ["New Vault password: ", "Confirm New Vault password: "]
      case (true, false):
        ["New vault password (\(label)): ", "Confirm new vault password (\(label)): "]
      case (false, true): ["Vault password: "]
      case (false, false): ["Vault password (\(label)): "]
      }
    var answers: [SecretBytes] = []
    for question in questions {
      guard let answer = prompter.askNow(question, hidden: true) else {
        throw Diagnostic(.file, "EOFError (ctrl-d) on prompt for (\(label))")
      }
      let secret = SecretBytes(Array(answer.trimmingBlanks.utf8))
      if secret.isEmpty { throw Diagnostic(.file, "Invalid vault password was provided") }
      answers.append(secret)
    }
    guard answers.allSatisfy({ $0.equals(answers[0]) }) else {
      throw Diagnostic(.file, "Passwords do not match")
    }
    return answers[0]
  }

  // MARK: Files and programs

  private func file(
    _ name: String, label: String?, known: [Vault.Identity]
  ) throws(Diagnostic) -> SecretBytes {
    let path = Path.absolute(Path.expandingHome(name))
    switch Files.kind(path) {
    case nil: throw Diagnostic(.file, "The vault password file \(path) was not found")
    case .folder:
      throw Diagnostic(
        .file, "The vault password file provided '\(path)' can not be a directory")
    default: break
    }
    if Files.isExecutable(path) { return try program(path, label: label) }
    var bytes = try Files.read(path)
    defer { bytes.cleanse() }
    // A password may itself be encrypted, for a password that was named before.
    if VaultEnvelope.isEncrypted(bytes) { bytes = try Vault(known).decrypt(bytes).text }
    return try password(bytes, isBlank: { $0 <= 0x20 }, from: "file (\(path))")
  }

  /// A program `NAME-client` is told the label; status 2 says that it knows no password for it.
  private func program(_ path: String, label: String?) throws(Diagnostic) -> SecretBytes {
    let file = Path.name(path)
    let stem = file.lastIndex(of: ".").map { file[..<$0] } ?? file[...]
    let isClient = stem.hasSuffix("-client")
    let words = isClient && label != nil ? [path, "--vault-id", label ?? ""] : [path]
    var (bytes, status) = try PasswordProgram.run(words)
    defer { bytes.cleanse() }
    guard status == 0 else {
      let client = isClient ? "client script" : "script"
      if isClient, status == 2 {
        throw Diagnostic(
          .file,
          "Vault password \(client) \(path) did not find a secret for vault-id=\(label ?? "None")")
      }
      throw Diagnostic(
        .file, "Vault password \(client) \(path) returned non-zero (\(status))",
        hint: status >= 126
          ? "if this is not a script, remove the executable bit from the file" : nil)
    }
    return try password(bytes, isBlank: { $0 == 0x0A || $0 == 0x0D }, from: "script (\(path))")
  }

  private func password(
    _ bytes: [UInt8], isBlank: (UInt8) -> Bool, from source: String
  ) throws(Diagnostic) -> SecretBytes {
    guard let first = bytes.firstIndex(where: { !isBlank($0) }),
      let last = bytes.lastIndex(where: { !isBlank($0) })
    else { throw Diagnostic(.file, "Invalid vault password was provided from \(source)") }
    return SecretBytes(bytes[first...last])
  }
}

extension Session {
  var vaultPasswords: VaultPasswords {
    VaultPasswords(configuration: configuration, prompter: prompter, warn: warn)
  }

  /// The vault of a run: no password is asked for unless it is wanted.
  ///
  /// - Throws: as `VaultPasswords.read`, and `usage` for settings that do not fit.
  func vault(_ options: VaultOptions) throws(Diagnostic) -> Vault {
    let passwords = vaultPasswords
    var wanted = VaultPasswords.Wanted()
    wanted.ids = passwords.standardIds + options.vaultIds
    wanted.files = options.passwordFiles
    wanted.asks = try configuration.flag(options.askVaultPassword, or: .askVaultPass)
    return try vault(of: try passwords.read(wanted))
  }

  func vault(of identities: [Vault.Identity]) throws(Diagnostic) -> Vault {
    Vault(
      identities, unlabelled: vaultPasswords.unlabelled,
      matchesLabels: try configuration.flag(.vaultIdMatch) ?? false)
  }
}
