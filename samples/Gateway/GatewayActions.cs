using OpenClaw.Tenancy.Authorization;

namespace OpenClaw.Tenancy.Samples.Gateway;

/// <summary>The actions, compiled once. A permit that was earned for one of them is no use for another.</summary>
public sealed class GatewayActions(PolicyEngine engine)
{
    public AccessAction CreateSession { get; } = engine.Action(ActionNames.Write, ActionNames.CreateSession);

    public AccessAction ListSessions { get; } = engine.Action(ActionNames.Read, ActionNames.ListSessions);

    public AccessAction ReadSession { get; } = engine.Action(ActionNames.Read, ActionNames.ReadSession);

    public AccessAction DeleteSession { get; } = engine.Action(ActionNames.Write, ActionNames.DeleteSession);

    public AccessAction Chat { get; } = engine.Action(ActionNames.Write, ActionNames.Chat);

    public AccessAction ReadRun { get; } = engine.Action(ActionNames.Read, ActionNames.ReadRun);

    public AccessAction StopRun { get; } = engine.Action(ActionNames.Write, ActionNames.StopRun);

    public AccessAction PerformRun { get; } = engine.Action(ActionNames.Write, ActionNames.PerformRun);
}
