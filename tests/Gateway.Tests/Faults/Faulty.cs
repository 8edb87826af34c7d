using System.Reflection;
using OpenClaw.Tenancy.Samples.Gateway.Agents;
using OpenClaw.Tenancy.Samples.Gateway.Runs;
using OpenClaw.Tenancy.Samples.Gateway.Sessions;
using OpenClaw.Tenancy.Samples.Gateway.Storage;

namespace Gateway.Tests.Faults;

/// <summary>Stands before a part of the host: each of its methods may fail before it was called, or with its answer lost.</summary>
public class Faulty<T> : DispatchProxy
    where T : class
{
    private static readonly MethodInfo OfTask = Open(nameof(AfterTaskOf));
    private static readonly MethodInfo OfValueTask = Open(nameof(AfterValueTaskOf));

    private T? _target;
    private FaultPlan? _plan;

    internal void Watch(T target, FaultPlan plan) => (_target, _plan) = (target, plan);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        object? Call() => targetMethod!.Invoke(_target, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null);

        // The journal is read again and again, whoever asks for what: a reading that fails is tried by the tests of the directory.
        string name = $"{typeof(T).Name}.{targetMethod!.Name}";
        if (targetMethod.IsSpecialName || name is "IGatewayDatabase.Configure" or "IDirectoryJournal.ReadAsync" or "IDisposable.Dispose")
        {
            return Call();
        }

        _plan!.Pass($"before {name}");
        if (name == "IGatewayDatabase.TakeTurnAsync" || typeof(T) == typeof(ISessionStore) || typeof(T) == typeof(IRunStore))
        {
            // Their answers cross no border at which they could be lost. Those of the database under them are lost by themselves.
            return Call();
        }

        return After(Call(), targetMethod.ReturnType, $"after {name}");
    }

    private object? After(object? result, Type type, string where)
    {
        switch (result)
        {
            case Task task when type == typeof(Task):
                return AfterTask(task, where);
            case ValueTask task:
                return new ValueTask(AfterTask(task.AsTask(), where));
            case IAsyncEnumerable<AgentEvent> events:
                return AfterEach(events, where);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() is { } open && (open == typeof(Task<>) || open == typeof(ValueTask<>)))
        {
            return (open == typeof(Task<>) ? OfTask : OfValueTask).MakeGenericMethod(type.GetGenericArguments()).Invoke(this, [result, where]);
        }

        _plan!.Pass(where);
        return result;
    }

    private async Task AfterTask(Task task, string where)
    {
        await task;
        _plan!.Pass(where);
    }

    private async Task<TResult> AfterTaskOf<TResult>(Task<TResult> task, string where)
    {
        TResult result = await task;
        _plan!.Pass(where);
        return result;
    }

    private ValueTask<TResult> AfterValueTaskOf<TResult>(ValueTask<TResult> task, string where) => new(AfterTaskOf(task.AsTask(), where));

    private async IAsyncEnumerable<AgentEvent> AfterEach(IAsyncEnumerable<AgentEvent> events, string where)
    {
        await foreach (AgentEvent happened in events)
        {
            yield return happened;
            _plan!.Pass(where);
        }
    }

    private static MethodInfo Open(string name) => typeof(Faulty<T>).GetMethod(name, BindingFlags.Instance | BindingFlags.NonPublic)!;
}
