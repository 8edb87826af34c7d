using System.Buffers;
using System.Collections.Immutable;
using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Probing.Running;

/// <summary>Ids that are made from others.</summary>
internal static class Ids
{
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef-");

    /// <summary>An id of the same form that nothing has: digits stay digits, and letters letters.</summary>
    internal static string AbsentLike(string id, SeededNumbers numbers)
    {
        int start = id.Length;
        while (start > 0 && (char.IsAsciiDigit(id[start - 1]) || char.IsAsciiLetterLower(id[start - 1]) || char.IsAsciiLetterUpper(id[start - 1])))
        {
            start--;
        }

        // Of a long run of signs the beginning may say what kind of id it is; what comes last does not.
        start = Math.Max(start, id.Length - 12);
        bool hex = !id.AsSpan(start).ContainsAnyExcept(Hexadecimal);
        string made = string.Create(id.Length, (id, start, hex, numbers), static (target, from) =>
        {
            for (int i = 0; i < target.Length; i++)
            {
                char c = from.id[i];
                target[i] = i < from.start ? c
                    : char.IsAsciiDigit(c) ? (char)('1' + from.numbers.Below(9))
                    : char.IsAsciiLetterLower(c) ? (char)('a' + from.numbers.Below(from.hex ? 6 : 26))
                    : char.IsAsciiLetterUpper(c) ? (char)('A' + from.numbers.Below(26))
                    : c;
            }
        });
        return string.Equals(made, id) ? AbsentLike(id, numbers) : made;
    }

    /// <summary>Texts around an id that must not open what it opens, as they stand in a path.</summary>
    internal static ImmutableArray<(string Name, Func<string, string, string> Make)> Twists { get; } =
    [
        ("in capitals", static (id, _) => Testing.Running.Names.Upper(id)),
        ("without its end", static (id, _) => id[..^Math.Min(2, id.Length - 1)]),
        ("without its end, with *", static (id, _) => id[..^Math.Min(2, id.Length - 1)] + "*"),
        ("without its end, with %", static (id, _) => id[..^Math.Min(2, id.Length - 1)] + "%25"),
        ("with _ for a sign", static (id, _) => id[..^1] + "_"),
        ("with a space behind", static (id, _) => id + "%20"),
        ("with a space before", static (id, _) => "%20" + id),
        ("with a dot behind", static (id, _) => id + "."),
        ("with a slash behind", static (id, _) => id + "/"),
        ("with an escaped slash before", static (id, _) => "%2F" + id),
        ("with a zero byte behind", static (id, _) => id + "%00"),
        ("with a tab behind", static (id, _) => id + "%09"),
        ("with an extension", static (id, _) => id + ".json"),
        ("with a parameter behind", static (id, _) => id + ";a=b"),
        ("with its last sign escaped", static (id, _) => id[..^1] + "%" + ((int)id[^1]).ToString("X2", System.Globalization.CultureInfo.InvariantCulture)),
        ("escaped twice", static (id, _) => id[..^1] + "%25" + ((int)id[^1]).ToString("X2", System.Globalization.CultureInfo.InvariantCulture)),
        ("behind an own one and a comma", static (id, own) => own + "," + id),
        ("behind an own one and a way up", static (id, own) => own + "%2F..%2F" + id),
        ("behind an own one and dots", static (id, own) => own + "/../" + id),
        ("in wide signs", static (id, _) => Uri.EscapeDataString(string.Concat(id[..^1], (char)(id[^1] + 0xFEE0)))),
    ];

    /// <summary>Where the stranger's name begins the owner's, texts that come out behind the stranger's as an id does behind the owner's.</summary>
    internal static IEnumerable<(string Name, Func<string, string, string> Make)> Joined(string owner, string stranger)
    {
        if (owner.Length > stranger.Length && owner.StartsWith(stranger, StringComparison.Ordinal))
        {
            string rest = owner[stranger.Length..];
            yield return ("behind the rest of the owner's name", (id, _) => Uri.EscapeDataString(rest) + id);
            yield return ("behind the rest of the owner's name, joined as it is", (id, _) => Uri.EscapeDataString(rest[1..] + rest[0]) + id);
        }
    }

    /// <summary>Texts that are no id at all, as they stand in a path.</summary>
    internal static ImmutableArray<string> Malformed { get; } =
    [
        "%00", "null", "undefined", "__proto__", "*", "%25", "..", ".", "%2e%2e", "%2F", "%5C", "%27", "%22%3E%3C", "%7B%7D", "-1", "0",
        "99999999999999999999", "%F0%9F%98%80", "%C0%AE", "%E2%80%AE", "%EF%BB%BF", new string('a', 2000),
    ];
}
