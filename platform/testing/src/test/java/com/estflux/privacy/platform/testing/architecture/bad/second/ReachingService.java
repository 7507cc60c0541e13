package com.estflux.privacy.platform.testing.architecture.bad.second;

import com.estflux.privacy.platform.testing.architecture.bad.first.OrderRepository;

class ReachingService {

    int countOrders(OrderRepository ordersOfAnotherFeature) {
        return ordersOfAnotherFeature.count();
    }
}
