using System.Reflection;
using OpenClaw.Tenancy.Testing.Worlds;

namespace OpenClaw.Tenancy.Testing.Chaos;

/// <summary>At which call of a contract which fault happens. The same plan makes the same faults for the same calls.</summary>
/// <remarks>Of several rules that are due, the one that was added last counts. Properties never fail. Safe for use by many threads.</remarks>
public sealed class ChaosPlan
{
    private readonly Lock _lock = new();
    private readonly List<ChaosRule> _rules = [];
    private readonly List<string> _happened = [];
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

    /// <summary>The faults that happened, each as <c>IAuditLedger.AppendAsync: Throw</c>.</summary>
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
    public TContract Before<TContract>(TContract target)
        where TContract : class
    {
        ArgumentNullException.ThrowIfNull(target);
        return (TContract)ChaosProxy.Before(typeof(TContract), target, this);
    }

    internal ChaosFault Next(MethodInfo method)
    {
        lock (_lock)
        {
            if (!_isOn || method.IsSpecialName)
            {
                return ChaosFault.None;
            }

            _calls++;
            ChaosFault fault = ChaosFault.None;
            foreach (ChaosRule rule in _rules.Where(r => r.Method is null || string.Equals(r.Method, method.Name)))
            {
                fault = rule.IsDue(++rule.Calls) ? rule.Fault : fault;
            }

            if (fault != ChaosFault.None)
            {
                _happened.Add($"{method.DeclaringType!.Name}.{method.Name}: {fault}");
            }

            return fault;
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
