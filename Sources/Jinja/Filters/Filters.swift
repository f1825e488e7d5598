/// All filters by name. A topic is one file in this folder and one line here.
enum Filters {
  static let all: [String: Filter] = [
    basicFilters, textFilters, numberFilters, sequenceFilters, selectionFilters, sortingFilters,
    dictFilters, setFilters, jsonFilters,
  ].reduce(into: [:]) { all, topic in all.merge(topic) { $1 } }
}
