using System.Buffers;
using System.Text;
using System.Text.Json;
using OpenClaw.Tenancy.Ingress.Frames;
using OpenClaw.Tenancy.Ingress.Guards;
using OpenClaw.Tenancy.Ingress.SharedGateways;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.Ingress.Tests.SharedGateways;

/// <summary>The guard of one connection, and both of its sides.</summary>
internal sealed class GuardWorld
{
    internal GuardWorld(string tenant, params string[] agents)
    {
        AgentId[] ids = [.. agents.Select(AgentId.From)];
        Guard = new SharedGatewayGuard(TenantId.From(tenant), ids);
        Main = new OpenClawAgentName(TenantId.From(tenant), ids[0]);
    }

    internal SharedGatewayGuard Guard { get; }

    /// <summary>The tenant's first agent, as the gateway knows it.</summary>
    internal OpenClawAgentName Main { get; }

    internal static GuardWorld Acme() => new("acme", "main", "helper");

    internal static GuardWorld Globex() => new("globex", "main", "helper");

    /// <summary>What the gateway is asked, or the code of the refusal.</summary>
    internal Seen Ask(string method, string parameters) => Look((frame, output) => Guard.Ask(frame, output), $$"""{"type":"req","id":"1","method":"{{method}}","params":{{parameters}}}""", isRequest: true);

    /// <summary>What the client is answered.</summary>
    internal Seen Answer(string method, string payload) => Look((frame, output) => Guard.Answer(method, frame, output), $$"""{"type":"res","id":"1","ok":true,"payload":{{payload}}}""");

    internal Seen Fail(string method, string error) => Look((frame, output) => Guard.Answer(method, frame, output), $$"""{"type":"res","id":"1","ok":false,"error":{{error}}}""");

    /// <summary>What the client is told.</summary>
    internal Seen Tell(string name, string payload) => Look((frame, output) => Guard.Tell(frame, output), $$"""{"type":"event","event":"{{name}}","payload":{{payload}},"seq":7}""");

    private static Seen Look(Func<GatewayFrame, IBufferWriter<byte>, GuardVerdict> look, string message, bool isRequest = false)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(message);
        Assert.True(isRequest ? GatewayFrameReader.TryReadRequest(bytes, out GatewayFrame frame) : GatewayFrameReader.TryReadAnswer(bytes, out frame), message);
        var output = new ArrayBufferWriter<byte>();
        GuardVerdict verdict = look(frame, output);
        bool isThrough = verdict.Act is GuardAct.Forward or GuardAct.Answer;
        return new Seen(verdict.Act, verdict.Act == GuardAct.Refuse ? verdict.Problem.Code : null, isThrough ? Encoding.UTF8.GetString(output.WrittenSpan) : string.Empty);
    }

    internal sealed record Seen(GuardAct Act, string? Code, string Text)
    {
        internal JsonElement Json => JsonDocument.Parse(Text).RootElement;

        internal string Member(string name) => Json.GetProperty(name).GetString()!;
    }
}
