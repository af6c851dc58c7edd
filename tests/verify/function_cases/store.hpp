#pragma once
#include <map>
#include <string>
#include <vector>

namespace db {

class Store {
  public:
    struct Entry {
        std::string key;
        int value;
    };
    explicit Store(std::size_t capacity) : capacity_(capacity) {}
    void put(Entry entry);
    int total(const std::vector<Entry>& extra) const;
    static std::size_t hash(const std::string& key);
    template <class T> T largest(T floor) const;
    inline int count() const { return int(entries_.size()); }

  private:
    std::size_t capacity_;
    std::map<std::string, Entry> entries_;
};

}  // namespace db
