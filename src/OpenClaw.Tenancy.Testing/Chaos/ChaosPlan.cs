using System.Runtime.CompilerServices;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Chaos;

/// <summary>At which call of a contract which fault is due. The same plan makes the same faults for the same calls.</summary>
/// <remarks>Of several rules that are due, the one that was added last counts. Properties never fail. Safe for use by many threads.</remarks>
public sealed class ChaosPlan
{
    private readonly Lock _lock = new();
    private readonly List<ChaosRule> _rules = [];
    private readonly List<string> _happened = [];
    private readonly ConditionalWeakTable<object, ChaosMemory> _memories = [];
    private bool _isOn = true;
    private long _calls;

    /// <summary>Whether faults happen and calls are counted. Turn it off while a host starts, or to mend it.</summary>
    /// <value>Default: true.</value>
    public bool IsOn
    {
        get
        {
            lock (_lock)
            {
                return _isOn;
            }
        }

        set
        {
            lock (_lock)
            {
                _isOn = value;
            }
        }
    }

    /// <summary>How long a slow call waits.</summary>
    /// <value>Default: 1 second.</value>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The clock by which it waits.</summary>
    /// <value>Default: the system's.</value>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Makes the exception of a call that fails. Put a text into it that no answer and no log may carry.</summary>
    /// <value>Default: an <see cref="IOException"/>.</value>
    public Func<Exception> Exception { get; init; } = static () => new IOException("A fault of the chaos plan.");

    /// <summary>How many calls there were while the plan was on.</summary>
    public long Calls
    {
        get
        {
            lock (_lock)
            {
                return _calls;
            }
        }
    }

    /// <summary>The faults that took effect, each as <c>IAuditLedger.AppendAsync: Throw</c>, in the order in which they did, and at most one for each call.</summary>
    /// <remarks>
    /// A fault that was due and could do nothing is not among them: <see cref="ChaosFault.Stale"/> without an earlier answer, a stream that
    /// nobody reads, a call that failed by itself before its answer could be lost. Each <see cref="ChaosFault"/> says when it takes effect.
    /// </remarks>
    public IReadOnlyList<string> Happened
    {
        get
        {
            lock (_lock)
            {
                return [.. _happened];
            }
        }
    }

    /// <summary>Every call has the fault.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="method">The method by its name; null for each.</param>
    /// <returns>The plan.</returns>
    public ChaosPlan Always(ChaosFault fault, string? method = null) => Add(method, fault, static _ => true);

    /// <summary>One call has the fault.</summary>
    /// <param name="call">Which one, from 1.</param>
    /// <param name="fault">The fault.</param>
    /// <param name="method">The method by its name; null for each.</param>
    /// <returns>The plan.</returns>
    public ChaosPlan At(long call, ChaosFault fault, string? method = null) => Add(method, fault, n => n == call);

    /// <summary>A call and all after it have the fault.</summary>
    /// <param name="call">The first one, from 1.</param>
    /// <param name="fault">The fault.</param>
    /// <param name="method">The method by its name; null for each.</param>
    /// <returns>The plan.</returns>
    public ChaosPlan From(long call, ChaosFault fault, string? method = null) => Add(method, fault, n => n >= call);

    /// <summary>Calls that follow from a seed have the fault, one in so many.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="oneIn">How many calls have one fault, on average; at least 1.</param>
    /// <param name="fault">The fault.</param>
    /// <param name="method">The method by its name; null for each.</param>
    /// <returns>The plan.</returns>
    public ChaosPlan Scattered(long seed, int oneIn, ChaosFault fault, string? method = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(oneIn, 1);
        var numbers = new SeededNumbers(seed);
        return Add(method, fault, _ => numbers.Below(oneIn) == 0);
    }

    /// <summary>Stands before something that is not a registered service.</summary>
    /// <typeparam name="TContract">The contract, an interface.</typeparam>
    /// <param name="target">What is called.</param>
    /// <returns>The contract with the faults of the plan. What the target implements besides is not seen.</returns>
    /// <exception cref="ArgumentException">The contract is no interface.</exception>
    /// <remarks>What it gave is remembered for the target: stood before twice, it is stale by what it gave the first time.</remarks>
    public TContract Before<TContract>(TContract target)
        where TContract : class
    {
        ArgumentNullException.ThrowIfNull(target);
        return Before(target, target, null);
    }

    /// <summary>Stands before what one registration made, in a scope or in none. What it gave is remembered for the registration.</summary>
    internal TContract Before<TContract>(TContract target, object registration, TenantContext? scope)
        where TContract : class =>
        (TContract)ChaosProxy.Before(typeof(TContract), target, this, _memories.GetValue(registration, static _ => new ChaosMemory()), scope);

    internal ChaosFault Next(string method)
    {
        lock (_lock)
        {
            if (!_isOn)
            {
                return ChaosFault.None;
            }

            _calls++;
            ChaosFault fault = ChaosFault.None;
            foreach (ChaosRule rule in _rules.Where(r => r.Method is null || string.Equals(r.Method, method)))
            {
                fault = rule.IsDue(++rule.Calls) ? rule.Fault : fault;
            }

            return fault;
        }
    }

    internal void Record(string happened)
    {
        lock (_lock)
        {
            _happened.Add(happened);
        }
    }

    private ChaosPlan Add(string? method, ChaosFault fault, Func<long, bool> isDue)
    {
        lock (_lock)
        {
            _rules.Add(new ChaosRule(method, fault, isDue));
        }

        return this;
    }
}
