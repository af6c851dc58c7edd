// Pointers to objects: one object, or where objects of the class lead to others of it, a list or a tree of them.
// In the profiles with an order, the first number of each node follows it: sorted lists, search trees.
#pragma once

#include "type_pointer.hpp"

namespace perfcoder {

template <class T, class... F> constexpr std::size_t count_links_in(bool many, std::tuple<F...>*) {
    return (std::size_t(many ? is_links<Bare<F>, T> : is_link<Bare<F>, T>) + ... + 0);
}

/// How many fields of a class can name another object of the class or, with `many`, any number of them.
template <class T> constexpr std::size_t count_links(bool many) {
    if constexpr (has_fields<T>())
        return count_links_in<T>(many, static_cast<decltype(fields_of(std::declval<T&>()))*>(nullptr));
    else return 0;
}

/// A structure of nodes; `parent[i]` comes before node i, and `side[i]` is which of the parent's links leads to it.
struct Links {
    std::vector<std::size_t> parent, side;

    /// The nodes in the order in which a list is walked, or a binary tree from left to right.
    std::vector<std::size_t> in_order() const;
};

/// A random structure of `count` nodes with `width` links each: 1 makes a list, 0 stands for any number of links.
Links random_links(Random& random, std::size_t count, std::size_t width);

template <class T> void set_link(T*& link, T* node) { link = node; }
template <class T> void set_link(std::unique_ptr<T>& link, T* node) { link.reset(node); }
template <class T> void set_link(std::shared_ptr<T>& link, T* node) { link.reset(node); }

template <class T> void link_nodes(const Links& links, const std::vector<T*>& nodes, std::size_t width) {
    for (std::size_t i = nodes.size(); i-- > 1;) {
        std::size_t at = 0, wanted = width == 1 ? 0 : links.side[i];
        each_field(*nodes[links.parent[i]], [&](auto& field) {
            using F = Bare<decltype(field)>;
            if constexpr (is_link<F, T>) {
                if (at++ == wanted) set_link(field, nodes[i]);
            } else if constexpr (is_links<F, T>) {
                if (width == 0) set_link(field.emplace_back(), nodes[i]);
            }
        });
    }
}

/// Which field is the first that has an order; -1 where none has.
template <class... F> constexpr int first_number_in(std::tuple<F...>*) {
    int at = 0, found = -1;
    auto look = [&](bool is_number) {
        if (is_number && found < 0) found = at;
        at++;
    };
    (look(can_be_ordered<Bare<F>> && std::is_reference_v<F> && !std::is_const_v<std::remove_reference_t<F>>), ...);
    return found;
}

/// Gives the nodes' first numbers the order of the profile.
template <class T> void order_nodes(Context& context, const Links& links, const std::vector<T*>& nodes) {
    using Fields = decltype(fields_of(std::declval<T&>()));
    constexpr int number = first_number_in(static_cast<Fields*>(nullptr));
    if constexpr (number >= 0) {
        std::vector<Bare<std::tuple_element_t<number, Fields>>> values;
        for (T* node : nodes) values.push_back(std::get<number>(fields_of(*node)));
        arrange(context, values);
        std::size_t at = 0;
        for (std::size_t node : links.in_order()) std::get<number>(fields_of(*nodes[node])) = values[at++];
    }
}

/// A list or tree of `count` nodes; null for none.
template <class T> T* linked_nodes(Context& context, std::size_t count) {
    constexpr std::size_t width = std::min<std::size_t>(count_links<T>(false), 2);
    Inside inside(context, count);
    std::vector<T*> nodes(count);
    for (T*& node : nodes) node = perfcoder::create<T>(context);
    if (nodes.empty()) return nullptr;
    Links links = random_links(context.random, count, width);
    link_nodes(links, nodes, width);
    if constexpr (width > 0) order_nodes(context, links, nodes);
    return nodes[0];
}

/// What a pointer to an object leads to: a structure where objects of the class are linked, else one object.
template <class T> T* pointed_to(Context& context) {
    if constexpr (count_links<T>(false) + count_links<T>(true) > 0) {
        if (context.in_hook || context.depth > 2 || objects_around >= deepest) return nullptr;
        return linked_nodes<T>(context, context.next_length());
    } else {
        if (context.depth >= deepest || objects_around >= deepest) return nullptr;
        return perfcoder::create<T>(context);
    }
}

template <class P> inline constexpr bool is_object_pointer =
    std::is_pointer_v<P> && std::is_class_v<std::remove_pointer_t<P>> &&
    !IsStream<std::remove_cv_t<std::remove_pointer_t<P>>>::value;

template <class P> struct General<P, std::enable_if_t<is_object_pointer<P>>> {
    static constexpr bool is_sized = true;
    using T = std::remove_cv_t<std::remove_pointer_t<P>>;

    template <class... Seen> static constexpr Reason reason() { return perfcoder::reason<T, Seen...>(); }

    static P make(Context& context) {
        if constexpr (perfcoder::reason<T>().none()) return pointed_to<T>(context);
        else return nullptr;
    }

    static void observe(Observer& observer, P value) {
        if constexpr (IsComplete<T>::value)
            observer.object(value, [](Observer& inner, const void* object) {
                observe_object(inner, *static_cast<const T*>(object));
            });
        else if (!observer.is_place(value)) observer.mix(1);
    }
};

template <class P, class E> P SmartPointer<P, E>::make(Context& context) {
    using T = std::remove_cv_t<E>;
    if constexpr (std::is_class_v<T>) return P(perfcoder::make<T*>(context));
    else return P(perfcoder::create<T>(context));
}

/// Any other pointer: to a container, an array, a pointer to an object.
template <class P> struct General<
    P, std::enable_if_t<std::is_pointer_v<P> && !is_object_pointer<P> && !is_array_element<std::remove_pointer_t<P>> &&
                        !std::is_function_v<std::remove_pointer_t<P>>>> {
    static constexpr bool is_sized = true;
    using T = std::remove_cv_t<std::remove_pointer_t<P>>;
    template <class... Seen> static constexpr Reason reason() { return perfcoder::reason<T, Seen...>(); }
    static P make(Context& context) {
        if constexpr (perfcoder::reason<T>().none()) return perfcoder::create<T>(context);
        else return nullptr;
    }
    static void observe(Observer& observer, P value) {
        if constexpr (std::is_pointer_v<T> || std::is_array_v<T>)
            observer.object(value, [](Observer& inner, const void* object) {
                perfcoder::observe(inner, *static_cast<const T*>(object));
            });
        else if (!observer.is_place(value)) observer.mix(1);
    }
};

}  // namespace perfcoder
