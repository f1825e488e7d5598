import Core

extension ConnectionKind {
  /// A running container of Docker, by `docker exec`; `ansible_host` names it.
  static let docker = container("docker", collection: "community.docker")

  /// A kind whose client has Docker's `exec -i`.
  static func container(_ program: String, collection: String) -> ConnectionKind {
    ConnectionKind(
      name: program, collections: [collection], summary: "run in a container of \(program)"
    ) {
      (target: ConnectionTarget, _: PassphrasePrompt?) async throws(Diagnostic)
        -> any Connection in
      let user = target.userIsSet ? ["-u", target.user] : []
      return ProgramConnection { command in
        [program] + target.extraArguments + ["exec", "-i"] + user
          + [target.address, "/bin/sh", "-c", command]
      }
    }
  }
}
