using System.Buffers;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Ingress.Frames;
using OpenClaw.Tenancy.Ingress.Methods;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Ingress.Guards;

/// <summary>The guard of a cell, where everything is the tenant's own: it keeps a caller to his scopes also in what he says in a chat, and the gateway's own things to the gateway.</summary>
internal sealed class CellGuard(MethodCatalog methods, bool mayApprove, bool isAdmin) : IFrameGuard
{
    private static readonly AgentId Main = AgentId.From("main");

    public IEnumerable<string> Methods => methods.Names.Where(m => !methods.Withheld.Contains(m)).Order(StringComparer.Ordinal);

    public IEnumerable<string> Events => CellEvents.Names.Order(StringComparer.Ordinal);

    public AgentId DefaultAgent => Main;

    public GuardVerdict Ask(in GatewayFrame request, IBufferWriter<byte> output)
    {
        // SECURITY: what is not in the catalogue was looked at by nobody.
        if (methods.Withheld.Contains(request.Name) || !methods.Knows(request.Name))
        {
            return GuardVerdict.Refuse(Problem.InvalidRequest);
        }

        string? scope = request.Body.IsEmpty ? null : ChatCommands.ScopeOf(request.Body.Span);
        if (scope is not null && !(scope == ChatCommands.Approvals ? mayApprove : isAdmin))
        {
            return GuardVerdict.Refuse(Problem.ScopeMissing);
        }

        output.Write(request.Body.Span);
        return GuardVerdict.Forward;
    }

    public GuardVerdict Answer(string method, in GatewayFrame response, IBufferWriter<byte> output)
    {
        HiddenMembers.Write(method, response.IsOk ? response.Body.Span : response.Error.Span, output);
        return GuardVerdict.Forward;
    }

    public GuardVerdict Tell(in GatewayFrame told, IBufferWriter<byte> output)
    {
        if (!CellEvents.Names.Contains(told.Name))
        {
            return GuardVerdict.Drop;
        }

        HiddenMembers.Write(told.Name, told.Body.Span, output);
        return GuardVerdict.Forward;
    }
}
