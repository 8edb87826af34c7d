using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Events;
using OpenClaw.Tenancy.Samples.Gateway.Protocol.Methods;
using OpenClaw.Tenancy.Samples.Gateway.Runs;

namespace OpenClaw.Tenancy.Samples.Gateway.Protocol;

internal static class ProtocolServices
{
    internal static void AddProtocol(this IServiceCollection services)
    {
        services.AddSingleton<IGatewayMethod, ChatSend>();
        services.AddSingleton<IGatewayMethod, ChatHistory>();
        services.AddSingleton<IGatewayMethod, ChatAbort>();
        services.AddSingleton<IGatewayMethod, SessionsList>();
        services.AddSingleton<IGatewayMethod>(static s => new ApprovalMethod("approval.get", ApprovalMethod.GetAsync, s.GetRequiredService<ApprovalDesk>()));
        services.AddSingleton<IGatewayMethod>(static s => new ApprovalMethod("approval.list", ApprovalMethod.ListAsync, s.GetRequiredService<ApprovalDesk>()));
        services.AddSingleton<IGatewayMethod>(static s => new ApprovalMethod("approval.resolve", ApprovalMethod.ResolveAsync, s.GetRequiredService<ApprovalDesk>()));
        services.AddSingleton<MethodTable>();
        services.AddSingleton<ProtocolEvents>();
        services.AddSingleton<ProtocolConnection>();

        // Whatever starts, follows and stops runs goes through what tells of it.
        services.AddSingleton<RunStore>();
        services.AddSingleton<IRunStore>(static s => new ToldRuns(s.GetRequiredService<RunStore>(), s.GetRequiredService<EventGate>()));
    }
}
