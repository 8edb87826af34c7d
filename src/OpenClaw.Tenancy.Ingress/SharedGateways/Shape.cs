using System.Collections.Frozen;
using System.Text.Json;

namespace OpenClaw.Tenancy.Ingress.SharedGateways;

/// <summary>The shape of a part of a frame: what is in it that is let through, and how it is mapped.</summary>
/// <remarks>
/// Read from data: a word for a kind, an object for an object, a list with one shape for a list, and <c>!</c> before the name of a member
/// that must be there; <c>@NAME</c> for a shape that has a name. Immutable and safe for use by many threads.
/// </remarks>
internal sealed class Shape
{
    // One bit for each member of an object.
    private const int MaxMembers = 64;

    private static readonly FrozenDictionary<string, ShapeKind> Words = new Dictionary<string, ShapeKind>(StringComparer.Ordinal)
    {
        ["text"] = ShapeKind.Text,
        ["number"] = ShapeKind.Number,
        ["flag"] = ShapeKind.Flag,
        ["any"] = ShapeKind.Any,
        ["message"] = ShapeKind.Message,
        ["key"] = ShapeKind.Key,
        ["agent"] = ShapeKind.Agent,
        ["run"] = ShapeKind.Run,
        ["ownrun"] = ShapeKind.OwnRun,
        ["approval"] = ShapeKind.Approval,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly FrozenDictionary<string, ShapeMember> _members;
    private readonly FrozenDictionary<string, ShapeMember>.AlternateLookup<ReadOnlySpan<char>> _byName;

    private Shape(ShapeKind kind, FrozenDictionary<string, ShapeMember>? members = null, Shape? item = null)
    {
        (Kind, Item, _members) = (kind, item, members ?? FrozenDictionary<string, ShapeMember>.Empty);
        _byName = _members.GetAlternateLookup<ReadOnlySpan<char>>();
        Required = _members.Values.Where(static m => m.IsRequired).Aggregate(0UL, static (bits, m) => bits | m.Bit);
    }

    internal ShapeKind Kind { get; }

    /// <summary>The bits of the members without which an object is not what it should be.</summary>
    internal ulong Required { get; }

    /// <summary>The shape of what is in a list.</summary>
    internal Shape? Item { get; }

    /// <summary>A member of an object, or null where it is not let through.</summary>
    internal ShapeMember? Find(ReadOnlySpan<char> name) => _byName.TryGetValue(name, out ShapeMember? member) ? member : null;

    /// <summary>Reads a shape.</summary>
    /// <param name="data">The data.</param>
    /// <param name="named">The shapes that have names.</param>
    /// <exception cref="FormatException">The data says something else than a shape.</exception>
    internal static Shape From(JsonElement data, JsonElement named) => data.ValueKind switch
    {
        JsonValueKind.String when data.GetString() is ['@', .. var name] && named.TryGetProperty(name, out JsonElement shape) => From(shape, named),
        JsonValueKind.String when Words.TryGetValue(data.GetString()!, out ShapeKind kind) => new Shape(kind),
        JsonValueKind.Object => new Shape(ShapeKind.Object, Members(data, named)),
        JsonValueKind.Array when data.GetArrayLength() == 1 => new Shape(ShapeKind.List, item: From(data[0], named)),
        _ => throw new FormatException($"'{data}' is no shape."),
    };

    private static FrozenDictionary<string, ShapeMember> Members(JsonElement data, JsonElement named)
    {
        ShapeMember[] members = [.. data.EnumerateObject().Select((m, place) => new ShapeMember(m.Name.TrimStart('!'), From(m.Value, named), m.Name.StartsWith('!'), 1UL << place))];
        return members.Length <= MaxMembers
            ? members.ToFrozenDictionary(static m => m.Name, StringComparer.Ordinal)
            : throw new FormatException($"An object of {members.Length} members is larger than {MaxMembers}.");
    }
}
