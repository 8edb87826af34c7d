namespace OpenClaw.Tenancy.Testing;

/// <summary>One page of a list.</summary>
/// <param name="objects">What stands on it.</param>
/// <param name="cursor">What asks for the next page, or null when there is none.</param>
/// <exception cref="ArgumentNullException"><paramref name="objects"/> is null.</exception>
/// <remarks>Immutable.</remarks>
public sealed class StorePage(IEnumerable<StoredObject> objects, string? cursor)
{
    /// <summary>What stands on it.</summary>
    public IReadOnlyList<StoredObject> Objects { get; } = [.. objects ?? throw new ArgumentNullException(nameof(objects))];

    /// <summary>What asks for the next page, or null.</summary>
    public string? Cursor { get; } = cursor;

    /// <summary>How many objects the whole list has, where the store says so.</summary>
    /// <value>Default: null, the store does not say.</value>
    public long? Total { get; init; }
}
