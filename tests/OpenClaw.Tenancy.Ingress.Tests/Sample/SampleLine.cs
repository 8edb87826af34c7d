using System.Text.RegularExpressions;

namespace OpenClaw.Tenancy.Ingress.Tests.Sample;

/// <summary>A line by which the sample says how a tenant calls its gateway.</summary>
public sealed partial record SampleLine(string Tenant, string Command, Uri Address, string Token)
{
    public static SampleLine Read(string line)
    {
        Match match = Form().Match(line);
        Assert.True(match.Success, line);
        return new SampleLine(match.Groups["tenant"].Value, match.Groups["command"].Value, new Uri(match.Groups["address"].Value), match.Groups["token"].Value);
    }

    /// <summary>The command with another method than <c>sessions.list</c>.</summary>
    public string With(string method, string parameters) => $"{Command.Replace("sessions.list", method, StringComparison.Ordinal)} --params '{parameters}'";

    [GeneratedRegex(@"^(?<tenant>[a-z]+): (?<command>openclaw gateway call sessions\.list --url (?<address>ws://127\.0\.0\.1:[0-9]+) --token (?<token>ocpk_[A-Za-z0-9_-]+))$")]
    private static partial Regex Form();
}
