/// The names that filters take whose parameters are not a list of names (`**`), for `bosun doc`; `*` where they take
/// any, or hand them on.
enum FilterKeywords {
  static let text = """
    combine : recursive list_merge
    comment : decoration beginning prefix prefix_count newline postfix postfix_count end
    community.general.json_patch : from fail_test
    community.general.lists_difference : flatten
    community.general.lists_intersect : flatten
    community.general.lists_mergeby : recursive list_merge
    community.general.lists_symmetric_difference : flatten
    community.general.lists_union : flatten
    community.general.to_days : year month
    community.general.to_hours : year month
    community.general.to_milliseconds : year month
    community.general.to_minutes : year month
    community.general.to_months : year month
    community.general.to_seconds : year month
    community.general.to_time_unit : year month
    community.general.to_weeks : year month
    community.general.to_years : year month
    format : *
    from_json : strict
    map : attribute default *
    product : repeat
    regex_search : ignorecase multiline
    reject : *
    rejectattr : *
    select : *
    selectattr : *
    to_json : indent sort_keys ensure_ascii separators skipkeys check_circular allow_nan vault_to_text preprocess_unsafe
    to_nice_json : ensure_ascii skipkeys check_circular allow_nan vault_to_text preprocess_unsafe
    to_nice_yaml : sort_keys width default_style default_flow_style explicit_start explicit_end canonical line_break version
    to_yaml : indent sort_keys width default_style default_flow_style explicit_start explicit_end canonical line_break version
    zip : strict
    zip_longest : fillvalue
    """
}
