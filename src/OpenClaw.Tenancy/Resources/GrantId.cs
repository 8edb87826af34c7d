using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Tenancy.Resources;

/// <summary>The id of a break-glass grant.</summary>
public sealed class GrantId : ResourceId
{
    private GrantId(string value)
        : base(value)
    {
    }

    /// <summary>Mints an id that nothing else has: 128 random bits.</summary>
    /// <returns>The new id.</returns>
    public static GrantId New() => new(Mint('b'));

    /// <summary>Makes an id from its text.</summary>
    /// <param name="value">The exact text.</param>
    /// <returns>The id.</returns>
    /// <exception cref="ArgumentException">The text is outside the grammar.</exception>
    public static GrantId From(string value) => new(Require(value));

    /// <summary>Makes an id from its text, or says that it is none.</summary>
    /// <param name="value">The exact text.</param>
    /// <param name="id">The id, or null.</param>
    /// <returns>Whether the text is an id.</returns>
    public static bool TryFrom([NotNullWhen(true)] string? value, [NotNullWhen(true)] out GrantId? id) =>
        (id = IsWellFormed(value) ? new GrantId(value) : null) is not null;
}
