namespace OpenClaw.Tenancy.Secrets.Tests.Egress.Support;

internal sealed record SeenRequest(string Method, string Host, string Path, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
