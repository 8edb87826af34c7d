namespace OpenClaw.Tenancy.Testing;

/// <summary>An object as the store gave it back.</summary>
/// <param name="id">Its id.</param>
/// <param name="body">Its content, exactly as it was stored.</param>
/// <exception cref="ArgumentNullException">An argument is null.</exception>
/// <remarks>Immutable.</remarks>
public sealed class StoredObject(string id, string body)
{
    /// <summary>Its id.</summary>
    public string Id { get; } = id ?? throw new ArgumentNullException(nameof(id));

    /// <summary>Its content.</summary>
    public string Body { get; } = body ?? throw new ArgumentNullException(nameof(body));
}
