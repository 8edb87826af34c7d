using System.Collections.Frozen;
using OpenClaw.Tenancy.Authorization;

namespace OpenClaw.Tenancy.Samples.Gateway.Protocol;

/// <summary>Which method takes which scope: data. A method that is not in it takes the admin's.</summary>
public sealed class MethodTable
{
    private static readonly (string Scope, string Methods)[] Rows =
    [
        (ActionNames.Read, "health status sessions.list sessions.get sessions.preview sessions.subscribe sessions.unsubscribe sessions.messages.subscribe sessions.messages.unsubscribe chat.history models.list agents.list tools.catalog usage.status usage.cost tasks.list tasks.get cron.list cron.get"),
        (ActionNames.Write, "agent agent.wait chat.send chat.abort sessions.create sessions.send sessions.abort send poll wake tools.invoke tasks.cancel node.invoke"),
        (ActionNames.Approvals, "approval.get approval.list approval.resolve approval.history exec.approval.get exec.approval.list exec.approval.request exec.approval.resolve"),
        ("operator.pairing", "device.pair.list device.pair.approve device.pair.reject device.token.rotate device.token.revoke node.pair.list node.pair.approve node.pair.reject"),
        (ActionNames.Admin, "config.set config.apply config.patch secrets.reload agents.create agents.update agents.delete cron.add cron.update cron.remove cron.run chat.inject users.setRole"),
    ];

    private readonly FrozenDictionary<string, AccessAction> _actions;
    private readonly FrozenDictionary<string, IGatewayMethod> _methods;
    private readonly AccessAction _unclassified;

    /// <exception cref="TenancyConfigurationException">A method has no row, or two have one name.</exception>
    public MethodTable(PolicyEngine engine, IEnumerable<IGatewayMethod> methods)
    {
        _actions = Rows.SelectMany(static row => row.Methods.Split(' ').Select(method => (Method: method, row.Scope)))
            .ToFrozenDictionary(static r => r.Method, r => engine.Action(r.Scope, $"ws:{r.Method}"), StringComparer.Ordinal);

        // One for all of them: a name that a client made up is kept nowhere.
        _unclassified = engine.Action(ActionNames.Admin, "ws:unclassified");
        IGatewayMethod[] all = [.. methods];
        string[] errors =
        [
            .. all.Where(m => !_actions.ContainsKey(m.Name)).Select(static m => $"The gateway method '{m.Name}' has no descriptor, so nobody said which scope it takes. Add it to a row of MethodTable."),
            .. all.GroupBy(static m => m.Name, StringComparer.Ordinal).Where(static g => g.Skip(1).Any()).Select(static g => $"Two handlers are named '{g.Key}'. Keep one."),
        ];
        if (errors.Length != 0)
        {
            throw new TenancyConfigurationException(errors);
        }

        _methods = all.ToFrozenDictionary(static m => m.Name, StringComparer.Ordinal);
    }

    /// <summary>The methods that there are.</summary>
    public IEnumerable<string> Names => _methods.Keys.Order(StringComparer.Ordinal);

    public AccessAction ActionOf(string method) => _actions.GetValueOrDefault(method, _unclassified);

    public IGatewayMethod? Find(string method) => _methods.GetValueOrDefault(method);
}
