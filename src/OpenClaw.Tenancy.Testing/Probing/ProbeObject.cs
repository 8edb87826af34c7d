namespace OpenClaw.Tenancy.Testing.Probing;

/// <summary>An object that was stored for the probe.</summary>
/// <param name="id">Its id, as a route, a query or a body would name it.</param>
/// <param name="canaries">Texts that stand in it and nowhere else. The mark that the probe handed out is one already.</param>
/// <remarks>Immutable.</remarks>
public sealed class ProbeObject(string id, params IEnumerable<string> canaries)
{
    /// <summary>Its id.</summary>
    public string Id { get; } = !string.IsNullOrEmpty(id) ? id : throw new ArgumentException("Give the object's id.", nameof(id));

    /// <summary>Texts that stand in it and nowhere else.</summary>
    public IReadOnlyList<string> Canaries { get; } = [.. canaries];
}
