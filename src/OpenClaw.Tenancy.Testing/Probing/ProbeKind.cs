using System.Net.Http.Headers;
using System.Text.Json;

namespace OpenClaw.Tenancy.Testing.Probing;

/// <summary>One kind of object that the host keeps for tenants, and how one is made.</summary>
/// <param name="name">The kind's name, as it stands before an id in a route: <c>sessions</c> of <c>/api/sessions/{id}</c>.</param>
/// <param name="createAsync">Makes one, with a client that carries the credential of its owner, and puts the text, which stands nowhere else, into it.</param>
/// <remarks>Immutable.</remarks>
public sealed class ProbeKind(string name, Func<HttpClient, string, CancellationToken, Task<ProbeObject>> createAsync)
{
    /// <summary>The kind's name.</summary>
    public string Name { get; } = !string.IsNullOrEmpty(name) ? name : throw new ArgumentException("Give the kind a name.", nameof(name));

    /// <summary>The names by which routes, queries, bodies and headers mean an object of this kind.</summary>
    /// <value>Default: for <c>sessions</c>, <c>session</c>, <c>session_id</c>, <c>sessionId</c>, <c>session_ids</c> and <c>sessionIds</c>.</value>
    public IReadOnlyList<string> Names { get; init => field = value is { Count: > 0 } ? value : throw new ArgumentException("Give the kind a name by which it is meant."); } = NamesOf(name);

    internal Func<HttpClient, string, CancellationToken, Task<ProbeObject>> CreateAsync { get; } = createAsync ?? throw new ArgumentNullException(nameof(createAsync));

    /// <summary>A kind of which one is made by a POST with a JSON body.</summary>
    /// <param name="name">The kind's name.</param>
    /// <param name="path">Where it is posted.</param>
    /// <param name="json">The body; <c>{mark}</c> stands for the text that stands nowhere else.</param>
    /// <param name="idMember">The member of the answer that is the id.</param>
    /// <returns>The kind.</returns>
    public static ProbeKind Posted(string name, string path, string json, string idMember) => new(name, async (client, mark, cancellationToken) =>
    {
        using var content = new StringContent(json.Replace("{mark}", mark, StringComparison.Ordinal), new MediaTypeHeaderValue("application/json"));
        using HttpResponseMessage response = await client.PostAsync(new Uri(path, UriKind.Relative), content, cancellationToken).ConfigureAwait(false);
        string answer = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"POST {path} answered {(int)response.StatusCode}: {answer}");
        }

        using var parsed = JsonDocument.Parse(answer);
        return new ProbeObject(parsed.RootElement.GetProperty(idMember).ToString());
    });

    internal bool IsMeantBy(string name, string? after) =>
        Names.Contains(name, StringComparer.Ordinal) || string.Equals(Name, after, StringComparison.Ordinal);

    private static string[] NamesOf(string name)
    {
        string one = name.EndsWith('s') ? name[..^1] : name;
        return [one, $"{one}_id", $"{one}Id", $"{one}_ids", $"{one}Ids"];
    }
}
