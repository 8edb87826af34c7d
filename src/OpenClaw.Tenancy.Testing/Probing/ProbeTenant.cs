using System.Net.Http.Headers;

namespace OpenClaw.Tenancy.Testing.Probing;

/// <summary>Somebody who asks: a tenant's id, and the credential that goes with each request.</summary>
/// <param name="id">The tenant's id, as a selector would name it.</param>
/// <param name="authenticate">Puts the credential into a request; called for each one, so that it may be made anew.</param>
/// <remarks>Immutable.</remarks>
public sealed class ProbeTenant(string id, Action<HttpRequestMessage> authenticate)
{
    /// <summary>The tenant's id, as a selector would name it.</summary>
    public string Id { get; } = !string.IsNullOrEmpty(id) ? id : throw new ArgumentException("Give the tenant's id.", nameof(id));

    /// <summary>What stands for the caller in the report.</summary>
    /// <value>Default: the tenant's id.</value>
    public string Name { get; init; } = id;

    /// <summary>Texts of this tenant that no other tenant may read, such as its display name.</summary>
    /// <value>Default: none. What the probe stores itself is looked for in any case.</value>
    public IReadOnlyList<string> Canaries { get; init; } = [];

    internal Action<HttpRequestMessage> Authenticate { get; } = authenticate ?? throw new ArgumentNullException(nameof(authenticate));

    /// <summary>A tenant with a bearer token.</summary>
    /// <param name="id">The tenant's id.</param>
    /// <param name="bearer">The token.</param>
    /// <returns>The tenant.</returns>
    public static ProbeTenant Bearer(string id, string bearer) => Bearer(id, () => bearer);

    /// <summary>A tenant with bearer tokens that do not live as long as the run.</summary>
    /// <param name="id">The tenant's id.</param>
    /// <param name="bearer">Gives a token that lives; called for each request.</param>
    /// <returns>The tenant.</returns>
    public static ProbeTenant Bearer(string id, Func<string> bearer) =>
        new(id, request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer()));
}
