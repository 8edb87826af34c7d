namespace OpenClaw.Tenancy.Resources;

/// <summary>What is known of the resource that a request is about. The default is an absent one, which is refused.</summary>
/// <remarks>Which kind of resource it is, is said by the action. Immutable.</remarks>
public readonly struct ResourceRef : IEquatable<ResourceRef>
{
    private readonly ResourceState _state;

    private ResourceRef(ResourceState state, TenantId? owner, string? id) => (_state, Owner, Id) = (state, owner, id);

    /// <summary>The tenant that owns it, or null.</summary>
    public TenantId? Owner { get; }

    /// <summary>Its id, or null for a whole collection.</summary>
    public string? Id { get; }

    /// <summary>Whether there is such a resource, owned or not.</summary>
    public bool Exists => _state != ResourceState.Absent;

    /// <summary>Everything of one kind that a tenant owns.</summary>
    /// <param name="owner">The tenant.</param>
    /// <returns>The collection.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="owner"/> is null.</exception>
    public static ResourceRef Collection(TenantId owner)
    {
        ArgumentNullException.ThrowIfNull(owner);
        return new ResourceRef(ResourceState.Present, owner, null);
    }

    /// <summary>One resource that exists, with the owner that was found.</summary>
    /// <param name="id">The id.</param>
    /// <param name="owner">The owner, or null when it has none and so cannot be reached.</param>
    /// <returns>The resource.</returns>
    /// <exception cref="ArgumentException">The id is null or empty.</exception>
    public static ResourceRef Owned(string id, TenantId? owner)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return new ResourceRef(ResourceState.Present, owner, id);
    }

    /// <summary>An id under which nothing was found.</summary>
    /// <param name="id">The id that was asked for, or null.</param>
    /// <returns>The absent resource.</returns>
    public static ResourceRef Absent(string? id) => new(ResourceState.Absent, null, id);

    /// <inheritdoc />
    public bool Equals(ResourceRef other) => _state == other._state && Owner == other.Owner && string.Equals(Id, other.Id);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is ResourceRef other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(_state, Owner, Id);

    /// <summary>Whether two references say the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when they do.</returns>
    public static bool operator ==(ResourceRef left, ResourceRef right) => left.Equals(right);

    /// <summary>Whether two references differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when they do.</returns>
    public static bool operator !=(ResourceRef left, ResourceRef right) => !left.Equals(right);

    // INVARIANT: zero is the state that is refused.
    private enum ResourceState : byte
    {
        Absent = 0,
        Present,
    }
}
