using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Support;

public static class Spies
{
    /// <summary>Puts a spy before what the host has registered.</summary>
    public static void PutBefore<T>(IServiceCollection services, Calls calls)
        where T : class
    {
        ServiceDescriptor real = services.Last(static d => d.ServiceType == typeof(T));
        services.Add(new ServiceDescriptor(typeof(T), p => Before((T)(real.ImplementationFactory?.Invoke(p) ?? ActivatorUtilities.CreateInstance(p, real.ImplementationType!)), calls), real.Lifetime));
    }

    public static T Before<T>(T target, Calls calls)
        where T : class
    {
        T proxy = DispatchProxy.Create<T, Spy<T>>();
        ((Spy<T>)(object)proxy).Watch(target, calls);
        return proxy;
    }
}
