using Gateway.Tests.Support;

namespace Gateway.Tests.Boundary;

/// <summary>A route of the gateway as the sweep knows it.</summary>
/// <param name="Name">Method and pattern, as routing has them.</param>
/// <param name="Scope">The scope that it takes, or null where it is open.</param>
/// <param name="Path">The path; <c>{session}</c> and <c>{run}</c> stand for ids.</param>
/// <param name="Json">The body, or null.</param>
public sealed record ListedRoute(string Name, string? Scope, string Path, string? Json = null)
{
    public const string Read = "operator.read";
    public const string Write = "operator.write";

    public string Method => Name[..Name.IndexOf(' ')];

    public bool NamesResource => $"{Path}{Json}".Contains('{' + "session}") || Path.Contains("{run}");

    public Task<Answer> SendAsync(RunningGateway gateway, string? token, Chatted ids) =>
        gateway.SendAsync(Method, Fill(Path, ids), token, Json is null ? null : Fill(Json, ids));

    private static string Fill(string text, Chatted ids) => text.Replace("{session}", ids.Session).Replace("{run}", ids.Run);
}
