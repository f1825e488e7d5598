/// All filters by name. A topic is one file in this folder and one line here.
enum Filters {
  static let all: [String: Filter] = [
    basicFilters, textFilters, numberFilters, sequenceFilters, selectionFilters, sortingFilters,
    dictFilters, setFilters, combinationFilters, jsonFilters, regexFilters, pathFilters,
    encodingFilters, hashFilters, urlFilters, htmlFilters, sizeFilters, dateFilters, commentFilters,
    mergeFilters, randomFilters, yamlFilters, wrappingFilters, vaultFilters, collectionFilters,
  ].reduce(into: [:]) { all, topic in all.merge(topic) { $1 } }
}
