// Streams and files as arguments: text to read is there from the start, and what was written is looked at afterwards.
#pragma once

#include "slot.hpp"

namespace perfcoder {

inline std::string text_to_read(Context& context) {
    Profile numbers = *context.profile;
    if (numbers.alphabet != Alphabet::words) numbers.alphabet = Alphabet::numbers;
    context.profile = &numbers;
    return text(context, 4 * context.next_length());
}

template <class P> struct Slot<P, std::enable_if_t<std::is_lvalue_reference_v<P> && IsStream<Bare<P>>::value>> {
    static constexpr bool is_sized = true;
    std::unique_ptr<std::stringstream> both;
    std::unique_ptr<std::istringstream> input;
    std::unique_ptr<std::ostringstream> output;

    template <class...> static constexpr Reason reason() {
        if constexpr (is_one_of<std::istream, std::istringstream, std::ostream, std::ostringstream, std::iostream,
                                std::stringstream, std::ios, std::ios_base>())
            return {};
        else return {"a stream of this kind is not made", written_type<Bare<P>>()};
    }

    void generate(Context& context, Siblings&, std::size_t) {
        if constexpr (is_input) input = std::make_unique<std::istringstream>(text_to_read(context));
        else if constexpr (is_output) output = std::make_unique<std::ostringstream>();
        else both = std::make_unique<std::stringstream>(text_to_read(context));
    }

    P pass() {
        if constexpr (is_input) return *input;
        else if constexpr (is_output) return *output;
        else return *both;
    }

    void show(Observer& observer) {
        std::string content = input ? input->str() : output ? output->str() : both->str();
        observer.bytes(content.data(), content.size());
    }

    void observe_after(Observer& observer) {
        show(observer);
        std::ios& stream = input ? static_cast<std::ios&>(*input) : output ? static_cast<std::ios&>(*output) : *both;
        observer.mix(std::uint64_t(stream.rdstate()));
        stream.clear();
        if (input) observer.mix(std::uint64_t(input->tellg()));
    }

private:
    static constexpr bool is_input =
        std::is_same_v<Bare<P>, std::istream> || std::is_same_v<Bare<P>, std::istringstream>;
    static constexpr bool is_output =
        std::is_same_v<Bare<P>, std::ostream> || std::is_same_v<Bare<P>, std::ostringstream>;
    template <class... S> static constexpr bool is_one_of() { return (std::is_same_v<Bare<P>, S> || ...); }
};

template <> struct Slot<FILE*> {
    static constexpr bool is_sized = true;
    static constexpr std::size_t room = 1 << 16;  // bytes that may be written beyond the text to read
    FILE* value = nullptr;

    template <class...> static constexpr Reason reason() { return {}; }

    void generate(Context& context, Siblings&, std::size_t) {
        std::string content = text_to_read(context);
        value = fmemopen(nullptr, content.size() + room, "w+");
        std::fwrite(content.data(), 1, content.size(), value);
        std::rewind(value);
    }
    FILE* pass() { return value; }
    void show(Observer& observer) { observer.say("file"); }
    void observe_after(Observer& observer) {
        observer.mix(std::uint64_t(std::ftell(value)));
        std::rewind(value);
        char content[4096];
        while (std::size_t count = std::fread(content, 1, sizeof content, value)) observer.bytes(content, count);
        std::rewind(value);
    }
};

}  // namespace perfcoder
