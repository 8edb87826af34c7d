using System.Collections.Frozen;

namespace OpenClaw.Tenancy.Ingress.Guards;

/// <summary>The events that a cell may tell its tenant. What a gateway has for its nodes and for pairing devices is not among them, nor what nobody has looked at.</summary>
internal static class CellEvents
{
    internal static FrozenSet<string> Names { get; } = new[]
    {
        "agent", "chat", "chat.metadata.changed", "models.snapshot", "ui.command", "session.approval", "session.message", "session.observer", "session.operation", "session.sharing",
        "session.sharing.evidence", "session.suggestion", "session.typing", "session.tool", "sessions.changed", "controlUi.sessionPullRequests.changed", "plugins.controlUi.changed",
        "presence", "tick", "talk.mode", "talk.event", "talk.voice.change", "shutdown", "gateway.suspension", "health", "heartbeat", "cron", "task", "task.suggestion",
        "node.pair.requested", "node.pair.resolved", "node.presence", "device.pair.changed", "device.pair.requested", "device.pair.resolved", "users.prefs.changed", "skills.changed",
        "plugins.changed", "plugins.install.progress", "voicewake.changed", "voicewake.routing.changed", "exec.approval.requested", "exec.approval.resolved", "question.requested",
        "question.resolved", "plugin.approval.requested", "plugin.approval.resolved", "openclaw.approval.requested", "openclaw.approval.resolved", "terminal.data", "terminal.exit",
        "update.available", "update.run.changed", "portal.changed", "progressCard.changed", "mentions.changed",
    }.ToFrozenSet(StringComparer.Ordinal);
}
