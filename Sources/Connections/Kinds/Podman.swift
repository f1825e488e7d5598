extension ConnectionKind {
  /// A running container of Podman, by `podman exec`; `ansible_host` names it.
  static let podman = container("podman", collection: "containers.podman")
}
