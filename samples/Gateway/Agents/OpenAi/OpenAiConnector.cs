using OpenClaw.Tenancy.Secrets.Egress;

namespace OpenClaw.Tenancy.Samples.Gateway.Agents.OpenAi;

/// <summary>The connector that leads to the endpoint and to nothing else of its host.</summary>
internal static class OpenAiConnector
{
    internal const string Name = "agent";

    private const string Reason = "the agent's endpoint on this machine, which the operator named";

    internal static ConnectorDefinition Of(OpenAiOptions options)
    {
        Uri url = options.BaseUrl;
        var connector = new ConnectorDefinition(Name)
        {
            Hosts = { url.Host },
            Ports = { url.Port },
            PathPrefixes = { url.AbsolutePath },
            Secret = options.KeyName.ToString(),
        };
        if (url.Scheme == Uri.UriSchemeHttp)
        {
            // Loopback alone, see OpenAiOptions.
            connector.DangerousPlainHttp = true;
            connector.DangerousAddresses.Add(new DangerousAddress("127.0.0.1", Reason));
            connector.DangerousAddresses.Add(new DangerousAddress("::1", Reason));
        }

        return connector;
    }
}
