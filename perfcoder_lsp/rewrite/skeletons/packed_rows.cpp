//@ packed_rows
// Rows of values: add() takes them in any order, pack() then puts the rows one behind the other in one array.
template <class T>
struct packed_rows {
    struct row {
        T *first, *last;
        T *begin() const { return first; }
        T *end() const { return last; }
        std::size_t size() const { return last - first; }
        bool empty() const { return first == last; }
        T &front() const { return *first; }
        T &back() const { return last[-1]; }
        T &operator[](std::size_t at) const { return first[at]; }
    };

    explicit packed_rows(std::size_t rows = 0) { resize(rows); }

    void resize(std::size_t rows) {
        starts.resize(rows);
        starts.push_back(0);
    }

    std::size_t size() const { return starts.size() - 1; }

    row operator[](std::size_t at) const { return {values.get() + starts[at], values.get() + starts[at + 1]}; }

    void add(index_type row, const T &value) { added.emplace_back(row, value); }

    void pack() {
        for (const auto &each : added)
            ++starts[each.first];
        for (std::size_t at = 1; at < starts.size(); ++at)
            starts[at] += starts[at - 1];
        values.reset(new T[added.size()]);
        for (std::size_t at = added.size(); at-- > 0;)
            values[--starts[added[at].first]] = added[at].second;
        std::vector<std::pair<index_type, T>>().swap(added);
    }

private:
    std::vector<std::pair<index_type, T>> added;
    std::vector<std::size_t> starts;
    std::unique_ptr<T[]> values;
};
