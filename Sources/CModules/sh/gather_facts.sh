# Gathers facts by the modules that `facts_modules` names: `setup`, where nothing is said.
#
# module ansible.builtin.gather_facts
# param parallel bool : Accepted; the modules run one after the other.
# takes_anything
# returns ansible_facts dict : The facts.
# supports check_mode
