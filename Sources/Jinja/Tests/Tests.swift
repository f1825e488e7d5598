/// All tests by name. A topic is one file in this folder and one line here.
enum Tests {
  static let all: [String: Test] = [
    typeTests, comparisonTests, collectionTests, resultTests, textTests, fileTests, versionTests,
    regexTests, urlTests, vaultTests, collectionPluginTests,
  ].reduce(into: [:]) { all, topic in all.merge(topic) { $1 } }
}
