using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Ingress.Frames;
using OpenClaw.Tenancy.Ingress.Guards;
using OpenClaw.Tenancy.Ingress.SharedGateways;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Ingress.Tests.Support;

/// <summary>The guards of a shared gateway of which a part may be taken out; what they send on is kept.</summary>
public sealed class OpenGuards(bool isAsked, bool isAnswered, bool isTold = true) : IFrameGuards
{
    /// <summary>What was sent on, by whom and as the gateway got it.</summary>
    public ConcurrentQueue<(string Tenant, string Method, string Parameters)> Forwarded { get; } = new();

    public IFrameGuard GuardOf(VerifiedTenantClaim claim) => new OpenGuard(this, claim.ReachedTenant);

    private sealed class OpenGuard(OpenGuards all, TenantId tenant) : IFrameGuard
    {
        private readonly SharedGatewayGuard _whole = new(tenant, [AgentId.From("main")]);
        private readonly bool _isAsked = all.IsAsked, _isAnswered = all.IsAnswered, _isTold = all.IsTold;

        public IEnumerable<string> Methods => _whole.Methods;

        public IEnumerable<string> Events => _whole.Events;

        public AgentId DefaultAgent => _whole.DefaultAgent;

        public GuardVerdict Ask(in GatewayFrame request, IBufferWriter<byte> output)
        {
            var written = new ArrayBufferWriter<byte>();
            GuardVerdict verdict = _isAsked ? _whole.Ask(request, written) : Through(request.Body, written);
            output.Write(written.WrittenSpan);
            if (verdict.Act == GuardAct.Forward)
            {
                all.Forwarded.Enqueue((tenant.ToString(), request.Name, Encoding.UTF8.GetString(written.WrittenSpan)));
            }

            return verdict;
        }

        public GuardVerdict Answer(string method, in GatewayFrame response, IBufferWriter<byte> output) =>
            _isAnswered ? _whole.Answer(method, response, output) : Through(response.IsOk ? response.Body : response.Error, output);

        public GuardVerdict Tell(in GatewayFrame told, IBufferWriter<byte> output) =>
            _isTold ? _whole.Tell(told, output) : Through(told.Body, output);

        private static GuardVerdict Through(ReadOnlyMemory<byte> text, IBufferWriter<byte> output)
        {
            output.Write(text.Span);
            return GuardVerdict.Forward;
        }
    }

    private bool IsAsked => isAsked;

    private bool IsAnswered => isAnswered;

    private bool IsTold => isTold;
}
