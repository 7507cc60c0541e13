package com.estflux.privacy.platform.testing.architecture.bad;

class OrderManager {}
