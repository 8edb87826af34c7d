namespace OpenClaw.Tenancy.Testing.Probing.Running;

/// <summary>A request as it is sent: path and query are escaped already.</summary>
internal sealed record ProbeRequest(string Method, string Target, string? Json, IReadOnlyList<(string Name, string Value)> Headers)
{
    /// <summary>The text that is tried in it, so that an answer which says it back is told nothing by it.</summary>
    internal string Tried { get; init; } = string.Empty;

    /// <param name="address">The host.</param>
    /// <param name="asWritten">Whether dots and escaped signs go out as they are written. A server in memory refuses such addresses.</param>
    internal HttpRequestMessage ToMessage(Uri address, bool asWritten)
    {
        var target = new Uri(address.GetLeftPart(UriPartial.Authority) + Target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = asWritten });
        var message = new HttpRequestMessage(new HttpMethod(Method), target);
        foreach ((string name, string value) in Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        if (Json is not null)
        {
            message.Content = new StringContent(Json, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        }

        return message;
    }
}
