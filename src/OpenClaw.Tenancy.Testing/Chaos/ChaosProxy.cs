using System.Reflection;
using System.Runtime.CompilerServices;

namespace OpenClaw.Tenancy.Testing.Chaos;

/// <summary>Stands before a contract and lets its calls go wrong by a plan.</summary>
#pragma warning disable CA1852 // Reason: the class that implements the contract is derived from this one at run time.
internal class ChaosProxy : DispatchProxy
#pragma warning restore CA1852 // Reason: the end of the above.
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly ChaosMemory _memory = new();
    private object _target = null!;
    private ChaosPlan _plan = null!;

    internal static object Before(Type contract, object target, ChaosPlan plan)
    {
        if (!contract.IsInterface)
        {
            throw new ArgumentException($"{contract.Name} is no interface. Faults stand before the contracts of the library, which are interfaces.");
        }

        object proxy = Create(contract, typeof(ChaosProxy));
        ((ChaosProxy)proxy)._target = target;
        ((ChaosProxy)proxy)._plan = plan;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        MethodInfo method = targetMethod!;
        object?[] arguments = args ?? [];

        // Its container ends what is behind this.
        if (method.DeclaringType == typeof(IDisposable))
        {
            return null;
        }

        if (method.DeclaringType == typeof(IAsyncDisposable))
        {
            return default(ValueTask);
        }

        ChaosFault fault = _plan.Next(method);
        Type type = method.ReturnType;
        if (type == typeof(Task))
        {
            return AnswerAsync<object?>(fault, method, arguments, async () => { await ((Task)Call(method, arguments)!).ConfigureAwait(false); return null; });
        }

        if (type == typeof(ValueTask))
        {
            return new ValueTask(AnswerAsync<object?>(fault, method, arguments, async () => { await ((ValueTask)Call(method, arguments)!).ConfigureAwait(false); return null; }));
        }

        string? shape = type.IsGenericType ? type.GetGenericTypeDefinition() switch
        {
            { } open when open == typeof(Task<>) => nameof(OfTask),
            { } open when open == typeof(ValueTask<>) => nameof(OfValueTask),
            { } open when open == typeof(IAsyncEnumerable<>) => nameof(OfStream),
            _ => null,
        } : null;
        return shape is null
            ? Answer(fault, method, arguments)
            : typeof(ChaosProxy).GetMethod(shape, Own)!.MakeGenericMethod(type.GetGenericArguments()).Invoke(this, BindingFlags.DoNotWrapExceptions, null, [fault, method, arguments], null);
    }

    private object? Call(MethodInfo method, object?[] arguments) => method.Invoke(_target, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    private Task<TResult> OfTask<TResult>(ChaosFault fault, MethodInfo method, object?[] arguments) =>
        AnswerAsync(fault, method, arguments, () => (Task<TResult>)Call(method, arguments)!);

    private ValueTask<TResult> OfValueTask<TResult>(ChaosFault fault, MethodInfo method, object?[] arguments) =>
        new(AnswerAsync(fault, method, arguments, () => ((ValueTask<TResult>)Call(method, arguments)!).AsTask()));

    private async IAsyncEnumerable<TResult> OfStream<TResult>(ChaosFault fault, MethodInfo method, object?[] arguments)
    {
        await BeforeAsync(fault, TokenOf(arguments)).ConfigureAwait(false);
        if (fault == ChaosFault.Nothing)
        {
            yield break;
        }

        await foreach (TResult item in ((IAsyncEnumerable<TResult>)Call(method, arguments)!).ConfigureAwait(false))
        {
            yield return item;
            if (fault == ChaosFault.Lose)
            {
                throw _plan.Exception();
            }
        }
    }

    private async Task<TResult> AnswerAsync<TResult>(ChaosFault fault, MethodInfo method, object?[] arguments, Func<Task<TResult>> call)
    {
        await BeforeAsync(fault, TokenOf(arguments)).ConfigureAwait(false);
        if (fault == ChaosFault.Nothing)
        {
            return default!;
        }

        if (fault == ChaosFault.Stale && _memory.TryRecall(method, arguments, out TResult old))
        {
            return old;
        }

        if (fault == ChaosFault.Duplicate)
        {
            await call().ConfigureAwait(false);
        }

        TResult answer = await call().ConfigureAwait(false);
        _memory.Keep(method, arguments, answer);
        return fault == ChaosFault.Lose ? throw _plan.Exception() : answer;
    }

    private object? Answer(ChaosFault fault, MethodInfo method, object?[] arguments)
    {
        if (fault is ChaosFault.Slow or ChaosFault.Hang)
        {
            Task.Delay(_plan.Delay, _plan.Time).GetAwaiter().GetResult();
        }

        switch (fault)
        {
            case ChaosFault.Throw:
                throw _plan.Exception();
            case ChaosFault.Hang:
                throw new TimeoutException("A fault of the chaos plan.");
            case ChaosFault.Cancel:
                throw new OperationCanceledException("A fault of the chaos plan.");
            case ChaosFault.Nothing:
                return method.ReturnType.IsValueType && method.ReturnType != typeof(void) ? RuntimeHelpers.GetUninitializedObject(method.ReturnType) : null;
            case ChaosFault.Stale when _memory.TryRecall(method, arguments, out object? old):
                return old;
            case ChaosFault.Duplicate:
                Call(method, arguments);
                break;
        }

        object? answer = Call(method, arguments);
        _memory.Keep(method, arguments, answer);
        return fault == ChaosFault.Lose ? throw _plan.Exception() : answer;
    }

    private Task BeforeAsync(ChaosFault fault, CancellationToken cancellationToken) => fault switch
    {
        ChaosFault.Throw => Task.FromException(_plan.Exception()),
        ChaosFault.Cancel => Task.FromException(new OperationCanceledException("A fault of the chaos plan.")),
        ChaosFault.Hang => Task.Delay(Timeout.InfiniteTimeSpan, _plan.Time, cancellationToken),
        ChaosFault.Slow => Task.Delay(_plan.Delay, _plan.Time, cancellationToken),
        _ => Task.CompletedTask,
    };

    private static CancellationToken TokenOf(object?[] arguments) => arguments.OfType<CancellationToken>().LastOrDefault();
}
