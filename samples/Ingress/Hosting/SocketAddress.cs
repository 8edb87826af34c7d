namespace OpenClaw.Tenancy.Samples.Ingress.Hosting;

/// <summary>The address of a server as OpenClaw's own client takes it.</summary>
internal static class SocketAddress
{
    internal static string Of(string address)
    {
        var of = new UriBuilder(address);
        of.Scheme = of.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs;
        return of.Uri.ToString().TrimEnd('/');
    }
}
