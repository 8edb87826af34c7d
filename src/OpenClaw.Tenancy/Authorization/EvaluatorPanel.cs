using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Telemetry;

namespace OpenClaw.Tenancy.Authorization;

/// <summary>The host's evaluators. They are asked after the gates, and whatever goes wrong with one denies.</summary>
internal sealed partial class EvaluatorPanel
{
    private readonly IAccessEvaluator[] _evaluators;
    private readonly IAsyncAccessEvaluator[] _asyncEvaluators;
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly ILogger _logger;
    private readonly DecisionCounters _counters;

    internal EvaluatorPanel(IEnumerable<IAccessEvaluator> evaluators, IEnumerable<IAsyncAccessEvaluator> asyncEvaluators, TimeProvider time, TimeSpan timeout, ILogger logger, DecisionCounters counters) =>
        (_evaluators, _asyncEvaluators, _time, _timeout, _logger, _counters) = ([.. evaluators], [.. asyncEvaluators], time, timeout, logger, counters);

    internal bool IsEmpty => _evaluators.Length == 0;

    internal bool NeedsAsync => _asyncEvaluators.Length != 0;

    /// <summary>The verdict of all synchronous evaluators, over the gates' own allow.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)] // A method with a try block is never inlined; the caller stays small.
    internal PolicyVerdict Consult(in AccessRequest request)
    {
        PolicyVerdict verdict = PolicyVerdict.Allow;
        int asked = 0;
        while (asked < _evaluators.Length)
        {
            try
            {
                for (; asked < _evaluators.Length; asked++)
                {
                    verdict = DenyOverrides.Join(verdict, _evaluators[asked].Evaluate(in request));
                }
            }
#pragma warning disable CA1031 // Reason: an evaluator that throws, whatever it throws, must deny; and the others are still asked, so that their order does not matter.
            catch (Exception exception)
#pragma warning restore CA1031 // Reason: the end of the above.
            {
                verdict = DenyOverrides.Join(verdict, Fault(_evaluators[asked++], exception));
            }
        }

        return verdict;
    }

    internal async ValueTask<PolicyVerdict> ConsultAsync(AccessRequest request, CancellationToken cancellationToken)
    {
        PolicyVerdict verdict = PolicyVerdict.Allow;
        foreach (IAsyncAccessEvaluator evaluator in _asyncEvaluators)
        {
            verdict = DenyOverrides.Join(verdict, await AskAsync(evaluator, request, cancellationToken).ConfigureAwait(false));
        }

        return verdict;
    }

    private async ValueTask<PolicyVerdict> AskAsync(IAsyncAccessEvaluator evaluator, AccessRequest request, CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            ValueTask<PolicyVerdict> pending = evaluator.EvaluateAsync(request, late.Token);
            return pending.IsCompletedSuccessfully
                ? pending.Result
                : await pending.AsTask().WaitAsync(_timeout, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            await TellAsync(late).ConfigureAwait(false);
            return Fault(evaluator, exception);
        }
    }

    // What the evaluator does when it is told that it is late is no part of the answer, which is a fault already.
    private static async ValueTask TellAsync(CancellationTokenSource late)
    {
        try
        {
            await late.CancelAsync().ConfigureAwait(false);
        }
        catch (AggregateException)
        {
        }
    }

    private PolicyVerdict Fault(object evaluator, Exception exception)
    {
        _counters.Fault();
        LogFault(_logger, evaluator.GetType().Name, exception.GetType().Name);
        return PolicyVerdict.Indeterminate;
    }

    [LoggerMessage(EventId = 1002, EventName = "EvaluatorFault", Level = LogLevel.Error, Message = "OCT1002: the evaluator {Evaluator} failed with {ExceptionType}; the access is denied.")]
    private static partial void LogFault(ILogger logger, string evaluator, string exceptionType);
}
