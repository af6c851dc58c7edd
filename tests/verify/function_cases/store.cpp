#include "store.hpp"

namespace db {

void Store::put(Entry entry) { entries_[entry.key] = entry; }

int Store::total(const std::vector<Entry>& extra) const {
    int sum = 0;
    for (const auto& [key, entry] : entries_) sum += entry.value;
    for (const Entry& each : extra) sum += each.value;
    return sum;
}

std::size_t Store::hash(const std::string& key) { return key.size(); }

}  // namespace db

template <class T> T db::Store::largest(T floor) const { return entries_.size() > 3 ? floor : T(); }
