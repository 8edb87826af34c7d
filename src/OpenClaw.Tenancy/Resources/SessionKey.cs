using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Tenancy.Resources;

/// <summary>A caller's own name for a session. It only subdivides what the claim's tenant owns, and it is not a <see cref="SessionId"/>.</summary>
public sealed class SessionKey : ResourceId
{
    private SessionKey(string value)
        : base(value)
    {
    }

    /// <summary>Makes a key from its text.</summary>
    /// <param name="value">The exact text.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentException">The text is outside the grammar.</exception>
    public static SessionKey From(string value) => new(Require(value));

    /// <summary>Makes a key from its text, or says that it is none.</summary>
    /// <param name="value">The exact text.</param>
    /// <param name="key">The key, or null.</param>
    /// <returns>Whether the text is a key.</returns>
    public static bool TryFrom([NotNullWhen(true)] string? value, [NotNullWhen(true)] out SessionKey? key) =>
        (key = IsWellFormed(value) ? new SessionKey(value) : null) is not null;
}
