using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Tenancy.Resources;

/// <summary>The id of a job.</summary>
public sealed class JobId : ResourceId
{
    private JobId(string value)
        : base(value)
    {
    }

    /// <summary>Mints an id that no tenant has: 128 random bits.</summary>
    /// <returns>The new id.</returns>
    public static JobId New() => new(Mint('j'));

    /// <summary>Makes an id from its text.</summary>
    /// <param name="value">The exact text.</param>
    /// <returns>The id.</returns>
    /// <exception cref="ArgumentException">The text is outside the grammar.</exception>
    public static JobId From(string value) => new(Require(value));

    /// <summary>Makes an id from its text, or says that it is none.</summary>
    /// <param name="value">The exact text.</param>
    /// <param name="id">The id, or null.</param>
    /// <returns>Whether the text is an id.</returns>
    public static bool TryFrom([NotNullWhen(true)] string? value, [NotNullWhen(true)] out JobId? id) =>
        (id = IsWellFormed(value) ? new JobId(value) : null) is not null;
}
